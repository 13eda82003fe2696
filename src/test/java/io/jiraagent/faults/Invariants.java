package io.jiraagent.faults;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * The promises that can be checked as soon as all executions of a round have ended: I1 to I4, I6 and I7. Those about
 * dead letters are {@link DeadLetterCheck}'s.
 */
final class Invariants {
    private final JdbcClient jdbc;

    Invariants(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Of the events sent and the calls that came of them. */
    Verdict check(List<Post> posts, List<Call> calls) {
        List<UUID> ids =
                posts.stream().flatMap(p -> p.ids().stream()).distinct().toList();
        Map<UUID, ExecutionRow> rows = ExecutionRow.find(jdbc, ids);
        List<Violation> violations = new ArrayList<>();
        List<UUID> lost = select(rows, row -> row.id() == null || !row.terminal());
        add(violations, "I1", "accepted, without an end", lost);
        add(violations, "I1", "have a row and are an alias too", select(rows, ExecutionRow::both));
        add(violations, "I1", "events with more than one row", rowsOfOneEvent(posts));
        refusedWithRow(posts, violations);
        add(violations, "I3", "ended more than once in an epoch", endedTwice(ids));
        List<UUID> doubled = doubled(posts, calls, rows);
        add(violations, "I4", "done twice, or twice at a time", doubled);
        endings(posts, rows, violations);
        return new Verdict(lost, doubled, select(rows, ExecutionRow::unknown), ids, violations);
    }

    private static void add(List<Violation> violations, String invariant, String what, Collection<UUID> ids) {
        if (!ids.isEmpty()) {
            violations.add(new Violation(invariant, what, ids));
        }
    }

    private static List<UUID> select(Map<UUID, ExecutionRow> rows, Predicate<ExecutionRow> which) {
        return rows.values().stream().filter(which).map(ExecutionRow::wanted).toList();
    }

    /** Each body is another event, whatever names it was sent under. */
    private List<UUID> rowsOfOneEvent(List<Post> posts) {
        return jdbc.sql("""
                        SELECT min(id::text)::uuid FROM agent_test_executions
                         WHERE agent_id = ANY (CAST(:agents AS uuid[]))
                         GROUP BY agent_id, payload_sha256 HAVING count(*) > 1""")
                .param("agents", ExecutionRow.array(agents(posts)))
                .query(UUID.class)
                .list();
    }

    private static Set<UUID> agents(List<Post> posts) {
        return posts.stream().map(p -> p.target.agentId()).collect(Collectors.toSet());
    }

    private void refusedWithRow(List<Post> posts, List<Violation> violations) {
        List<Post> refused = posts.stream()
                .filter(p -> p.forged || p.firstStatus() / 100 == 4)
                .toList();
        String wrongly = refused.stream()
                .filter(p -> !p.forged)
                .map(p -> Integer.toString(p.firstStatus()))
                .distinct()
                .collect(Collectors.joining(", "));
        if (!wrongly.isEmpty()) {
            violations.add(new Violation("I2", "well signed, and refused with " + wrongly, List.of()));
        }
        String hashes = refused.stream().map(Post::sha256Hex).collect(Collectors.joining(",", "{", "}"));
        add(
                violations,
                "I2",
                "refused, and have a row",
                jdbc.sql("""
                                SELECT id FROM agent_test_executions
                                 WHERE encode(payload_sha256, 'hex') = ANY (CAST(:hashes AS text[]))
                                   AND agent_id = ANY (CAST(:agents AS uuid[]))""")
                        .param("hashes", hashes)
                        .param("agents", ExecutionRow.array(agents(posts)))
                        .query(UUID.class)
                        .list());
    }

    private List<UUID> endedTwice(List<UUID> ids) {
        return jdbc.sql("""
                        SELECT execution_id FROM execution_attempts
                         WHERE execution_id = ANY (CAST(:ids AS uuid[]))
                           AND (outcome IN ('completed', 'failed')
                                OR (outcome = 'lost' AND NOT CAST(error ->> 'retryable' AS boolean)))
                         GROUP BY execution_id, epoch HAVING count(*) > 1""")
                .param("ids", ExecutionRow.array(ids))
                .query(UUID.class)
                .list();
    }

    /** An agent may act once in an epoch, and once more for each attempt of unknown outcome if it may be asked twice. */
    private static List<UUID> doubled(List<Post> posts, List<Call> calls, Map<UUID, ExecutionRow> rows) {
        Map<UUID, Boolean> idempotent = new HashMap<>();
        posts.forEach(p -> p.ids().forEach(id -> idempotent.put(id, p.target.behaviour().idempotent)));
        List<UUID> doubled = new ArrayList<>();
        calls.stream().collect(Collectors.groupingBy(c -> c.executionId)).forEach((id, its) -> {
            ExecutionRow row = rows.get(id);
            int allowed = row == null || row.id() == null
                    ? 1
                    : row.epoch() + (idempotent.getOrDefault(id, false) ? row.unknownAttempts() : 0);
            if (its.stream().filter(c -> c.effective).count() > allowed || overlap(its)) {
                doubled.add(id);
            }
        });
        return doubled;
    }

    private static boolean overlap(List<Call> calls) {
        List<Call> inOrder =
                calls.stream().sorted(Comparator.comparingLong(c -> c.begunAt)).toList();
        for (int i = 1; i < inOrder.size(); i++) {
            if (inOrder.get(i).begunAt < inOrder.get(i - 1).endedAt()) {
                return true;
            }
        }
        return false;
    }

    /** An outcome that nobody knows is right for agents that may not be asked twice; every other end is settled. */
    private static void endings(List<Post> posts, Map<UUID, ExecutionRow> rows, List<Violation> violations) {
        Map<String, List<UUID>> wrong = new HashMap<>();
        for (Post post : posts) {
            Behaviour behaviour = post.target.behaviour();
            for (UUID id : post.ids()) {
                ExecutionRow row = rows.get(id);
                boolean right = !row.terminal()
                        || (row.failed() ? row.reason().equals(behaviour.reason) : behaviour.reason == null)
                        || (row.unknown() && !behaviour.idempotent)
                        || (!row.failed() && row.epoch() > 1);
                if (!right) {
                    wrong.computeIfAbsent(
                                    behaviour + " ended as " + (row.failed() ? row.reason() : row.status()),
                                    any -> new ArrayList<>())
                            .add(id);
                }
            }
        }
        wrong.forEach((what, ids) -> add(violations, "I1", what, ids));
    }

    /**
     * Of the records that came into the intake topic: each has a row (I6), and the first attempts of each issue began in
     * their order (I7).
     *
     * @param recordsOfIssues ids in the order of their records
     */
    List<Violation> checkRecords(Map<String, List<UUID>> recordsOfIssues, List<Call> calls) {
        List<Violation> violations = new ArrayList<>();
        List<UUID> ids = recordsOfIssues.values().stream().flatMap(List::stream).toList();
        add(violations, "I6", "records without a row", select(ExecutionRow.find(jdbc, ids), row -> row.id() == null));
        Map<UUID, Long> begun = calls.stream()
                .filter(c -> c.attempt == 1)
                .collect(Collectors.toMap(c -> c.executionId, c -> c.begunAt, Math::min));
        List<UUID> early = new ArrayList<>();
        for (List<UUID> issue : recordsOfIssues.values()) {
            long latest = Long.MIN_VALUE;
            for (UUID id : issue) {
                long at = begun.getOrDefault(id, latest);
                if (at < latest) {
                    early.add(id);
                }
                latest = Math.max(latest, at);
            }
        }
        add(violations, "I7", "first attempts out of order", early);
        return violations;
    }
}
