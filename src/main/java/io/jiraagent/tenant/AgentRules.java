package io.jiraagent.tenant;

import io.jiraagent.secret.Ed25519;
import java.net.URI;
import java.net.URISyntaxException;

/** What an agent must be like to be registered. The bounds are those of the schema, in words. */
final class AgentRules {
    private AgentRules() {}

    /** @throws InvalidRegistrationException the message says what to change */
    static void check(AgentDefinition agent, UrlCheck urls) {
        Names.checkTitle("an agent", agent.name());
        Names.checkSlug("kind", agent.kind());
        checkRange("concurrency", agent.limits().concurrency(), 10_000);
        checkRange("max_attempts", agent.limits().maxAttempts(), 100);
        checkRange("deadline_seconds", agent.limits().deadlineSeconds(), 3600);
        checkRange("retry_for_seconds", agent.limits().retryForSeconds(), 2_592_000);
        check(agent.allowance());
        if (agent.url().isEmpty() && "http".equals(agent.kind())) {
            throw new InvalidRegistrationException("url", "An agent of kind http needs a URL to ask.");
        }
        agent.url().ifPresent(url -> checkUrl(url, urls));
    }

    /** @throws InvalidRegistrationException the message says what to change */
    static void check(Allowance allowance) {
        allowance.dailyRuns().ifPresent(runs -> checkRange("daily_runs", runs, 1_000_000_000));
    }

    /**
     * The form in which a public key is kept.
     *
     * @throws InvalidRegistrationException it is none
     */
    static String publicKey(String text) {
        try {
            return Ed25519.text(Ed25519.publicKey(text));
        } catch (IllegalArgumentException e) {
            throw new InvalidRegistrationException("public_key", e.getMessage() + ".");
        }
    }

    private static void checkRange(String field, int value, int max) {
        if (value < 1 || value > max) {
            throw new InvalidRegistrationException(
                    field,
                    "The " + field.replace('_', '-').replace("-seconds", "") + " is a whole number from 1 to " + max
                            + ", not " + value + ".");
        }
    }

    private static void checkUrl(String url, UrlCheck urls) {
        checkForm(url);
        try {
            urls.check(url);
        } catch (IllegalArgumentException e) {
            throw new InvalidRegistrationException("url", e.getMessage() + ".");
        }
    }

    private static void checkForm(String url) {
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
                "url", "The URL of an agent is http://host/path or https://host/path, without user and password.");
    }
}
