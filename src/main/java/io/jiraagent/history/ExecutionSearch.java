package io.jiraagent.history;

import io.jiraagent.database.SqlText;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Finds the newest executions by words, quickly whether they are frequent or rare: frequent ones are soon met among the
 * newest executions; for others their index is asked, at first only for what is not old, since it cannot tell what is new and
 * each execution that it knows has to be looked up. Thread-safe.
 */
final class ExecutionSearch {
    private static final SqlText WINDOW = SqlText.load("history-window");

    private static final List<String> OPEN_STATES = List.of("queued", "in_progress");
    private static final Comparator<ExecutionSummary> NEWEST_FIRST = Comparator.comparing(ExecutionSummary::queuedAt)
            .thenComparing(run -> run.id().toString())
            .reversed();

    private final JdbcClient jdbc;
    private final Function<Map<String, Object>, List<ExecutionSummary>> query;
    private final Reach reach;

    /**
     * How many executions are looked at.
     *
     * @param recent of the newest, before any index is asked
     * @param window of the newest, for which the index is asked at first
     * @param open of each state that is not in the index; older ones are not found
     */
    record Reach(int recent, int window, int open) {
        static final Reach USUAL = new Reach(1_000, 50_000, 1_000);
    }

    /** @param query runs {@code history-executions.sql} */
    ExecutionSearch(JdbcClient jdbc, Function<Map<String, Object>, List<ExecutionSummary>> query, Reach reach) {
        this.jdbc = jdbc;
        this.query = query;
        this.reach = reach;
    }

    /** @param parameters of {@code history-executions.sql}, with {@code q} and {@code limit} */
    List<ExecutionSummary> newest(Map<String, Object> parameters) {
        int limit = (int) parameters.get("limit");
        if (OPEN_STATES.stream().anyMatch(parameters::containsKey)) {
            return query.apply(with(parameters, "recent", reach.open()));
        }
        List<ExecutionSummary> recent = query.apply(with(parameters, "recent", reach.recent()));
        if (recent.size() >= limit) {
            return recent;
        }
        List<ExecutionSummary> open = open(parameters);
        Optional<OffsetDateTime> since = since(parameters);
        if (since.isPresent()) {
            Map<String, Object> indexed = with(parameters, "since", since.get());
            List<ExecutionSummary> found = merge(open, query.apply(with(indexed, "indexed", true)), limit);
            if (found.size() >= limit
                    && !found.get(limit - 1).queuedAt().isBefore(since.get().toInstant())) {
                return found;
            }
        }
        return merge(open, query.apply(with(parameters, "indexed", true)), limit);
    }

    private List<ExecutionSummary> open(Map<String, Object> parameters) {
        if (parameters.containsKey("completed") || parameters.containsKey("failed")) {
            return List.of();
        }
        List<ExecutionSummary> open = new ArrayList<>();
        OPEN_STATES.forEach(
                state -> open.addAll(query.apply(with(with(parameters, state, true), "recent", reach.open()))));
        return open;
    }

    /** Empty where there are so few that the index may be asked for all of them. */
    private Optional<OffsetDateTime> since(Map<String, Object> parameters) {
        Map<String, Object> window = with(parameters, "window", reach.window());
        if (window.containsKey("agent")) {
            // One index tells of an agent's times; to see to its tenant as well, each row would be read.
            window.keySet().removeAll(Set.of("tenant", "scope"));
        }
        return WINDOW.with(jdbc, window).query(OffsetDateTime.class).optional();
    }

    private static List<ExecutionSummary> merge(List<ExecutionSummary> open, List<ExecutionSummary> ended, int limit) {
        return Stream.concat(open.stream(), ended.stream())
                .sorted(NEWEST_FIRST)
                .limit(limit)
                .toList();
    }

    private static Map<String, Object> with(Map<String, Object> parameters, String name, Object value) {
        Map<String, Object> all = new HashMap<>(parameters);
        all.put(name, value);
        return all;
    }
}
