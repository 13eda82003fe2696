package io.jiraagent.tenant;

import java.net.URI;
import java.net.URISyntaxException;

/** What an agent must be like to be registered. The bounds are those of the schema, in words. */
final class AgentRules {
    private AgentRules() {}

    /** @throws InvalidRegistrationException the message says what to change */
    static void check(AgentDefinition agent) {
        Names.checkTitle("an agent", agent.name());
        Names.checkSlug("kind", agent.kind());
        checkRange("concurrency", agent.limits().concurrency(), 10_000);
        checkRange("max-attempts", agent.limits().maxAttempts(), 100);
        checkRange("deadline", agent.limits().deadlineSeconds(), 3600);
        checkRange("retry-for in seconds", agent.limits().retryForSeconds(), 2_592_000);
        if (agent.url().isEmpty() && "http".equals(agent.kind())) {
            throw new InvalidRegistrationException("An agent of kind http needs a URL to ask.");
        }
        agent.url().ifPresent(AgentRules::checkUrl);
    }

    private static void checkRange(String what, int value, int max) {
        if (value < 1 || value > max) {
            throw new InvalidRegistrationException(
                    "The " + what + " is a whole number from 1 to " + max + ", not " + value + ".");
        }
    }

    private static void checkUrl(String url) {
        try {
            URI uri = new URI(url);
            boolean http = "http".equalsIgnoreCase(uri.getScheme()) || "https".equalsIgnoreCase(uri.getScheme());
            if (http && uri.getHost() != null && uri.getRawUserInfo() == null) {
                return;
            }
        } catch (URISyntaxException e) {
            throw unusableUrl();
        }
        throw unusableUrl();
    }

    /** Does not show the URL: it may hold a password. */
    private static InvalidRegistrationException unusableUrl() {
        return new InvalidRegistrationException(
                "The URL of an agent is http://host/path or https://host/path, without user and password.");
    }
}
