package io.jiraagent.doctor;

import io.jiraagent.secret.Keyring;
import io.jiraagent.secret.UnreadableSecretException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Whether the agents' signing secrets have the right shape, and which old ones are valid still. */
public final class HmacSecretCheck implements Check {
    private static final Duration LONG = Duration.ofDays(7);

    private final JdbcClient jdbc;
    private final List<String> keys;
    private final Clock clock;

    /** @param keys that read the secrets */
    public HmacSecretCheck(JdbcClient jdbc, List<String> keys, Clock clock) {
        this.jdbc = jdbc;
        this.keys = List.copyOf(keys);
        this.clock = clock;
    }

    @Override
    public String name() {
        return "hmac-secrets";
    }

    @Override
    public List<Observation> look() {
        try {
            return look(Keyring.of(keys));
        } catch (IllegalArgumentException e) {
            return List.of(Observation.skipped("not looked at before encryption-key is mended"));
        }
    }

    private List<Observation> look(Keyring keyring) {
        List<Observation> seen = new ArrayList<>();
        List<ExaminedAgent> agents = ExaminedAgent.all(jdbc);
        for (ExaminedAgent agent : agents) {
            secret(keyring, agent.encrypted())
                    .flatMap(SecretShape::trouble)
                    .map(trouble ->
                            Observation.problem("the secret of " + agent.called() + " " + trouble, rotate(agent, "7d")))
                    .ifPresent(seen::add);
            agent.previous()
                    .filter(previous -> previous.until().isAfter(clock.instant()))
                    .map(previous -> old(agent, previous))
                    .ifPresent(seen::add);
        }
        return seen.isEmpty()
                ? List.of(Observation.ok(agents.size() + " agents, each with 32 random bytes in base64"))
                : seen;
    }

    private Observation old(ExaminedAgent agent, ExaminedAgent.Previous previous) {
        String found = "the old secret of " + agent.called() + " is valid until " + previous.until();
        return previous.until().isAfter(clock.instant().plus(LONG))
                ? Observation.warning(
                        found,
                        "When all senders have the new one: UPDATE agents SET previous_hmac_secret_until = now() WHERE id = '"
                                + agent.id() + "';")
                : Observation.ok(found);
    }

    private static String rotate(ExaminedAgent agent, String validFor) {
        return "./jira-agent secret rotate --agent " + agent.id() + " --valid-for " + validFor
                + ", and enter the new one at its senders";
    }

    /** Empty where no key reads it, which is for another check to tell. */
    private static Optional<String> secret(Keyring keyring, String encrypted) {
        try {
            return Optional.of(keyring.decrypt(encrypted));
        } catch (UnreadableSecretException e) {
            return Optional.empty();
        }
    }
}
