package io.jiraagent.webhook;

import io.jiraagent.secret.Hashes;
import java.security.MessageDigest;
import java.util.Optional;

/** The token of a request by Jira Automation: {@code Authorization: Bearer} or {@code X-Automation-Token}. */
public final class AutomationToken {
    private static final String BEARER = "Bearer ";

    private AutomationToken() {}

    /** Empty when there is none; one in the address does not count. */
    public static Optional<String> of(IncomingEvent event) {
        return bearer(event).or(() -> event.single("X-Automation-Token"));
    }

    /** Compares in constant time. */
    public static boolean matches(byte[] hash, String token) {
        return MessageDigest.isEqual(hash, Hashes.ofToken(token));
    }

    private static Optional<String> bearer(IncomingEvent event) {
        return event.single("Authorization")
                .filter(v -> v.regionMatches(true, 0, BEARER, 0, BEARER.length()))
                .map(v -> v.substring(BEARER.length()).strip())
                .filter(v -> !v.isEmpty());
    }
}
