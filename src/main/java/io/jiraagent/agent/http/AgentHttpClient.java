package io.jiraagent.agent.http;

import io.jiraagent.agent.FinalAgentException;
import io.jiraagent.outbound.OutboundClient;
import java.net.InetAddress;
import java.net.UnknownHostException;

/** How agents are called over HTTP. */
public final class AgentHttpClient {
    static final String ADDRESS_REFUSED = "agent_address_refused";

    private AgentHttpClient() {}

    /** @param maxConnections calls at the same time */
    public static OutboundClient open(AgentUrlGuard guard, int maxConnections) {
        return new OutboundClient(
                "agent",
                maxConnections,
                host -> addresses(guard, host),
                CallSupervisor::new,
                CallSupervisor::connected);
    }

    private static InetAddress[] addresses(AgentUrlGuard guard, String host) throws UnknownHostException {
        try {
            return guard.resolve(host);
        } catch (IllegalArgumentException e) {
            throw new FinalAgentException(ADDRESS_REFUSED, e.getMessage(), e);
        }
    }
}
