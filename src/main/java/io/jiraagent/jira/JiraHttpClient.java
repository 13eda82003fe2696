package io.jiraagent.jira;

import io.jiraagent.outbound.OutboundClient;
import java.net.InetAddress;
import java.net.UnknownHostException;

/** How Jira is asked over HTTP. */
public final class JiraHttpClient {
    private JiraHttpClient() {}

    /** @param maxConnections requests at the same time */
    public static OutboundClient open(JiraAddressGuard guard, int maxConnections) {
        return new OutboundClient(
                "jira",
                maxConnections,
                host -> addresses(guard, host),
                JiraCallSupervisor::new,
                JiraCallSupervisor::connected);
    }

    private static InetAddress[] addresses(JiraAddressGuard guard, String host) throws UnknownHostException {
        try {
            return guard.resolve(host);
        } catch (IllegalArgumentException e) {
            throw JiraException.unusable(
                    "jira_address_refused", e.getMessage(), "Connect the tenant with another address.");
        }
    }
}
