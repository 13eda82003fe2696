package io.jiraagent.tenant;

import io.jiraagent.database.SqlFile;
import io.jiraagent.secret.Keyring;
import io.jiraagent.secret.UnreadableSecretException;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Encrypts everything anew that is not yet encrypted with the first key of {@code ENCRYPTION_KEY}. One value after the
 * other, each by compare-and-set, so it may be stopped and repeated at any time, and programs that know the old key and
 * the new one go on meanwhile. Thread-safe.
 */
public final class EncryptionKeyRotation {
    private static final String LIST = SqlFile.read("secrets-encrypted");
    private static final String AGENT = SqlFile.read("agent-reencrypt");
    private static final String MODEL_KEY = SqlFile.read("agent-model-reencrypt");
    private static final String SERVER_KEY = SqlFile.read("server-key-reencrypt");
    private static final String JIRA_TOKEN = SqlFile.read("jira-token-reencrypt");
    private static final String NOTE = SqlFile.read("audit-encryption-key");

    private final JdbcClient jdbc;
    private final Keyring keyring;

    public EncryptionKeyRotation(JdbcClient jdbc, Keyring keyring) {
        this.jdbc = jdbc;
        this.keyring = keyring;
    }

    private record Secret(String holder, String id, String text) {}

    /**
     * @param reencrypted now encrypted with the first key
     * @param current that were so before
     * @param unreadable whose secrets no key can read; they are left as they are
     */
    public record Result(int reencrypted, int current, Set<String> unreadable) {}

    public Result run(Actor actor) {
        int reencrypted = 0;
        int current = 0;
        Set<String> unreadable = new TreeSet<>();
        for (Secret secret : secrets()) {
            if (keyring.isCurrent(secret.text())) {
                current++;
            } else {
                try {
                    reencrypted += replace(secret, keyring.encrypt(keyring.decrypt(secret.text())));
                } catch (UnreadableSecretException e) {
                    unreadable.add(secret.holder() + " " + secret.id());
                }
            }
        }
        if (reencrypted > 0) {
            jdbc.sql(NOTE)
                    .param("token", actor.tokenIdOrNull())
                    .param("actor", actor.name())
                    .param("reencrypted", reencrypted)
                    .update();
        }
        return new Result(reencrypted, current, unreadable);
    }

    /** @return 0 when it has been replaced meanwhile, by a program that already encrypts with its own first key */
    private int replace(Secret secret, String after) {
        return jdbc.sql(statement(secret.holder()))
                .param("id", secret.id())
                .param("before", secret.text())
                .param("after", after)
                .update();
    }

    private static String statement(String holder) {
        return switch (holder) {
            case "agent" -> AGENT;
            case "model key of agent" -> MODEL_KEY;
            case "jira site" -> JIRA_TOKEN;
            default -> SERVER_KEY;
        };
    }

    private List<Secret> secrets() {
        return jdbc.sql(LIST)
                .query((row, number) ->
                        new Secret(row.getString("holder"), row.getString("id"), row.getString("secret")))
                .list();
    }
}
