package io.jiraagent.doctor;

import io.jiraagent.database.SqlFile;
import io.jiraagent.secret.Keyring;
import io.jiraagent.secret.UnreadableSecretException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Whether the encryption keys are there and read what the database keeps secret. */
public final class EncryptionKeyCheck implements Check {
    private static final int NAMED = 5;

    private final JdbcClient jdbc;
    private final List<String> keys;

    /** @param keys the first encrypts, all decrypt; may be empty */
    public EncryptionKeyCheck(JdbcClient jdbc, List<String> keys) {
        this.jdbc = jdbc;
        this.keys = List.copyOf(keys);
    }

    private record Kept(String holder, String secret) {}

    @Override
    public String name() {
        return "encryption-key";
    }

    @Override
    public List<Observation> look() {
        if (keys.isEmpty()) {
            return List.of(Observation.problem(
                    "ENCRYPTION_KEY is not known here, so secrets cannot be looked at",
                    "Run doctor with the program's: ENCRYPTION_KEY=… ./jira-agent doctor"));
        }
        return keyring()
                .map(this::read)
                .orElseGet(
                        () -> List.of(
                                Observation.problem(
                                        "ENCRYPTION_KEY holds something that is not 32 bytes in base64url (44 characters)",
                                        "Set the program's; a new one, for an empty database: ./jira-agent secret generate --encryption-key")));
    }

    /** Empty if one is no key. */
    private Optional<Keyring> keyring() {
        try {
            return Optional.of(Keyring.of(keys));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private List<Observation> read(Keyring keyring) {
        List<Kept> kept = jdbc.sql(SqlFile.read("secrets-encrypted"))
                .query((row, number) ->
                        new Kept(row.getString("holder") + " " + row.getString("id"), row.getString("secret")))
                .list();
        List<String> unreadable = kept.stream()
                .filter(secret -> !readable(keyring, secret.secret()))
                .map(Kept::holder)
                .distinct()
                .toList();
        List<Observation> seen = new ArrayList<>();
        if (!unreadable.isEmpty()) {
            seen.add(Observation.problem(
                    unreadable.size() + " of " + kept.size() + " secrets cannot be read with the keys here: "
                            + String.join(", ", unreadable.subList(0, Math.min(NAMED, unreadable.size())))
                            + (unreadable.size() > NAMED ? ", …" : ""),
                    "Add the key that they were made with: ENCRYPTION_KEY=<present>,<old>; a lost agent's secret is made anew by"
                            + " ./jira-agent secret rotate --agent <id> --valid-for 0s"));
        }
        long old = kept.stream()
                .filter(secret -> readable(keyring, secret.secret()) && !keyring.isCurrent(secret.secret()))
                .count();
        if (old > 0) {
            seen.add(Observation.warning(
                    old + " secrets are still encrypted with an older key",
                    "./jira-agent secret rotate --encryption-key"));
        }
        return seen.isEmpty() ? List.of(Observation.ok(kept.size() + " secrets can be read")) : seen;
    }

    private static boolean readable(Keyring keyring, String secret) {
        try {
            keyring.decrypt(secret);
            return true;
        } catch (UnreadableSecretException e) {
            return false;
        }
    }
}
