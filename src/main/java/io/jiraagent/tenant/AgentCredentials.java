package io.jiraagent.tenant;

import io.jiraagent.database.SqlFile;
import io.jiraagent.secret.Hashes;
import io.jiraagent.secret.Keyring;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Replaces what the senders of an agent prove themselves with. Thread-safe. */
public final class AgentCredentials {
    private static final String ROTATE = SqlFile.read("agent-secret-rotate");
    private static final String ROTATE_TOKEN = SqlFile.read("agent-token-rotate");
    private static final Duration LONGEST_OVERLAP = Duration.ofDays(365);

    private final JdbcClient jdbc;
    private final Keyring keyring;

    public AgentCredentials(JdbcClient jdbc, Keyring keyring) {
        this.jdbc = jdbc;
        this.keyring = keyring;
    }

    /**
     * A new secret, handed out once. Never prints itself.
     *
     * @param previousUntil when the one before it stops being valid
     */
    public record RotatedSecret(String secret, Instant previousUntil) {
        @Override
        public String toString() {
            return "RotatedSecret[***, previousUntil=" + previousUntil + "]";
        }
    }

    /**
     * Gives the agent a new secret. Only the one before it stays valid; a still older one ends at once.
     *
     * @param previousValidFor zero ends the present secret at once
     * @throws InvalidRegistrationException the time is negative or longer than a year
     * @throws NotRegisteredException there is no such agent
     */
    public RotatedSecret rotateSecret(UUID agentId, Duration previousValidFor, Actor actor) {
        if (previousValidFor.isNegative() || previousValidFor.compareTo(LONGEST_OVERLAP) > 0) {
            throw new InvalidRegistrationException(
                    "valid_for",
                    "The old secret can stay valid for up to " + LONGEST_OVERLAP.toDays() + "d (0s: not at all).");
        }
        String secret = Hashes.randomSecret();
        return jdbc.sql(ROTATE)
                .param("id", agentId)
                .param("secret", keyring.encrypt(secret))
                .param("valid_seconds", previousValidFor.toMillis() / 1000.0)
                .param("token", actor.tokenIdOrNull())
                .param("actor", actor.name())
                .query((row, number) -> new RotatedSecret(
                        secret,
                        row.getObject("previous_hmac_secret_until", OffsetDateTime.class)
                                .toInstant()))
                .optional()
                .orElseThrow(() -> AgentRegistry.unknown(agentId));
    }

    /**
     * Gives the agent a new token for Jira Automation; the one it had ends at once.
     *
     * @return the token, handed out once
     * @throws NotRegisteredException there is no such agent
     */
    public String issueAutomationToken(UUID agentId, Actor actor) {
        String token = newAutomationToken();
        int rotated = jdbc.sql(ROTATE_TOKEN)
                .param("id", agentId)
                .param("hash", Hashes.ofToken(token))
                .param("token", actor.tokenIdOrNull())
                .param("actor", actor.name())
                .update();
        if (rotated == 0) {
            throw AgentRegistry.unknown(agentId);
        }
        return token;
    }

    /**
     * Makes {@code token} the one that opens the agent's door for Jira Automation.
     *
     * @throws NotRegisteredException there is no such agent
     */
    public void setAutomationToken(UUID agentId, String token) {
        int changed = jdbc.sql("UPDATE agents SET automation_token_sha256 = :hash WHERE id = :id")
                .param("hash", Hashes.ofToken(token))
                .param("id", agentId)
                .update();
        if (changed == 0) {
            throw AgentRegistry.unknown(agentId);
        }
    }

    static String newAutomationToken() {
        return Hashes.randomToken("jaa_");
    }
}
