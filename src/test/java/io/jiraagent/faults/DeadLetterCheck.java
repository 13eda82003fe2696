package io.jiraagent.faults;

import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.awaitility.core.ConditionTimeoutException;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * The promises about dead letters, I5 and the rest of I8, of a whole campaign at once: one that was taken by a process
 * that ended is published again a minute later, and rounds do not wait for that.
 */
final class DeadLetterCheck {
    private static final Duration PATIENCE = Duration.ofSeconds(150);
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final JdbcClient jdbc;
    private final TopicReader letters;

    DeadLetterCheck(JdbcClient jdbc, String brokers) {
        this.jdbc = jdbc;
        this.letters = new TopicReader(brokers, "agent-executions.dead-letter");
    }

    private record Letter(UUID id, int epoch) {}

    /** Waits until all are delivered, then adds to each result what concerns its executions. */
    void conclude(List<RoundResult> results) {
        awaitDelivered();
        Map<UUID, RoundResult> resultOf = new HashMap<>();
        results.forEach(result -> result.verdict().ids().forEach(id -> resultOf.put(id, result)));
        Set<Letter> undelivered = rows("status = 'failed' AND dead_lettered_at IS NULL");
        report(resultOf, undelivered, "I8", "not delivered to the dead-letter topic");
        Map<Letter, Integer> published = published();
        Set<Letter> failed = rows("status = 'failed'");
        failed.removeAll(published.keySet());
        report(resultOf, failed, "I5", "failed, and not in the dead-letter topic");
        report(resultOf, without(published.keySet()), "I5", "in the dead-letter topic, and did not fail");
        published.forEach((letter, times) -> {
            RoundResult result = resultOf.get(letter.id());
            if (times > 1 && result != null) {
                result.repeatedLetter(letter.id());
            }
        });
    }

    private void awaitDelivered() {
        try {
            await("dead letters to be delivered")
                    .atMost(PATIENCE)
                    .pollInterval(Duration.ofMillis(500))
                    .until(() -> rows("status = 'failed' AND dead_lettered_at IS NULL")
                            .isEmpty());
        } catch (ConditionTimeoutException e) {
            // What is left is reported.
        }
    }

    /** @param condition fixed text */
    private Set<Letter> rows(String condition) {
        return new HashSet<>(jdbc.sql("SELECT id, epoch FROM agent_test_executions WHERE " + condition)
                .query((row, number) -> new Letter(row.getObject("id", UUID.class), row.getInt("epoch")))
                .list());
    }

    private Map<Letter, Integer> published() {
        Map<Letter, Integer> published = new HashMap<>();
        letters.more().forEach(record -> {
            JsonNode letter = json(record.value());
            published.merge(
                    new Letter(
                            UUID.fromString(letter.get("execution_id").asText()),
                            letter.get("epoch").asInt()),
                    1,
                    Integer::sum);
        });
        return published;
    }

    /** Those of an earlier epoch failed then, and were replayed. */
    private Set<Letter> without(Set<Letter> published) {
        Map<UUID, Integer> epochs = new HashMap<>();
        rows("true").forEach(row -> epochs.put(row.id(), row.epoch()));
        Set<Letter> failed = rows("status = 'failed'");
        Set<Letter> without = new HashSet<>(published);
        without.removeIf(letter -> failed.contains(letter) || epochs.getOrDefault(letter.id(), 0) > letter.epoch());
        return without;
    }

    private static void report(Map<UUID, RoundResult> resultOf, Set<Letter> letters, String invariant, String what) {
        Map<RoundResult, List<UUID>> ofResult = new HashMap<>();
        for (Letter letter : letters) {
            RoundResult result = resultOf.get(letter.id());
            if (result != null) {
                ofResult.computeIfAbsent(result, any -> new ArrayList<>()).add(letter.id());
            }
        }
        ofResult.forEach((result, ids) -> result.violated(new Violation(invariant, what, ids)));
    }

    private static JsonNode json(byte[] value) {
        try {
            return JSON.readTree(value);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
