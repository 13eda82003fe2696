package io.jiraagent.history;

import static org.assertj.core.api.Assertions.assertThat;

import io.jiraagent.database.Plans;
import io.jiraagent.database.SqlText;
import io.jiraagent.testing.RunningProgram;
import io.jiraagent.testing.Seeds;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/** A search finds the newest that match, each once, wherever it has to look for them and however often it goes on. */
class ExecutionSearchIT {
    private static final List<String> STATES = List.of("completed", "queued", "failed", "in_progress", "completed");
    private static final long PERIOD = 1 << 15;
    /** The start of a period, long enough ago that nothing else is there. */
    private static final Instant BOUNDARY = Instant.ofEpochSecond(40_000 * PERIOD);

    private static final JdbcClient JDBC = RunningProgram.shared().jdbc();
    private static final UUID TENANT = Seeds.tenant();
    private static final UUID AGENT = Seeds.agent(TENANT, "Ticket Enhancer");
    private static final UUID OTHER_AGENT = Seeds.agent(TENANT, "Triage");

    /** As they are to be found. */
    private static List<ExecutionSummary> newestFirst;

    /**
     * Six periods, in each some just before, at and behind its start, more than one at the same time; a burst of many with the
     * same words in one; the word "move" only in the oldest ones.
     */
    @BeforeAll
    static void executions() {
        int n = 0;
        for (int period = 0; period < 6; period++) {
            Instant start = BOUNDARY.minusSeconds(period * PERIOD);
            for (Instant at : List.of(
                    start.minusNanos(1_000),
                    start,
                    start,
                    start,
                    start.plusNanos(1_000),
                    start.plusSeconds(PERIOD / 2))) {
                insert(n++, at, period > 7 ? " before the move" : "");
            }
        }
        for (int burst = 0; burst < 12; burst++) {
            insert(3 * burst, BOUNDARY.minusSeconds(3 * PERIOD - 900 - burst / 2), " in the outage");
        }
        newestFirst = JDBC.sql(
                        "SELECT e.*, NULL AS agent_name FROM agent_test_executions e WHERE tenant_id = ? ORDER BY queued_at DESC, id DESC")
                .param(TENANT)
                .query((row, number) -> ExecutionSummary.read(row))
                .list();
    }

    private static void insert(int n, Instant at, String more) {
        Seeds.execution(TENANT, n % 4 == 0 ? OTHER_AGENT : AGENT)
                .key("S-" + n)
                .status(STATES.get(n % STATES.size()))
                .error(
                        n % STATES.size() == 2
                                ? "{\"reason\":\"agent_unavailable\",\"message\":\"answered 503\"}"
                                : null)
                .queuedAt(at)
                .payload("{\"issue\":{\"fields\":{\"summary\":\"" + (n % 3 == 0 ? "A printer" : "The export") + " fails"
                        + more + "\"}}}")
                .insert();
    }

    @AfterAll
    static void remove() {
        JDBC.sql("DELETE FROM agent_test_executions WHERE tenant_id = ?")
                .param(TENANT)
                .update();
    }

    private static Supplier<BooleanSupplier> until(int questions) {
        return () -> {
            AtomicInteger asked = new AtomicInteger();
            return () -> asked.incrementAndGet() > questions;
        };
    }

    private static ExecutionSearch.Found found(
            ExecutionSearch.Reach reach, String q, int limit, Map<String, Object> more, Cursor before) {
        Map<String, Object> parameters = new HashMap<>(Map.of("tenant", TENANT, "q", q, "limit", limit));
        parameters.putAll(more);
        if (before != null) {
            parameters.put("before_at", Rows.timestamp(before.queuedAt()));
            parameters.put("before_id", before.id());
        }
        return new ExecutionSearch(JDBC, reach).newest(parameters);
    }

    /** Page after page, as somebody goes on. */
    private static List<UUID> ids(ExecutionSearch.Reach reach, String q, int limit, Map<String, Object> more) {
        List<UUID> ids = new ArrayList<>();
        Cursor before = null;
        do {
            ExecutionSearch.Found page = found(reach, q, limit, more, before);
            page.executions().forEach(run -> ids.add(run.id()));
            Cursor next = page.executions().size() == limit
                    ? page.executions().get(limit - 1).cursor()
                    : page.reached();
            assertThat(before == null || next == null || next.compareTo(before) < 0)
                    .as("%s, behind %s", next, before)
                    .isTrue();
            before = next;
        } while (before != null);
        return ids;
    }

    private static List<UUID> expected(Predicate<ExecutionSummary> matches) {
        return newestFirst.stream().filter(matches).map(ExecutionSummary::id).toList();
    }

    private static boolean says(ExecutionSummary run, String word) {
        return run.summary().toLowerCase(Locale.ROOT).contains(word);
    }

    @ParameterizedTest(name = "{0} looked through, {1} a dense period, {2} periods, ended after {3}, pages of {4}")
    @CsvSource({
        "1000, 1000, 16, 1000, 7",
        "1, 1000, 16, 1000, 100",
        "2, 3, 2, 1000, 7",
        "5, 10, 1, 0, 100",
        "3, 4, 2, 4, 4",
    })
    void eachThatMatchesOnceAndInOrder(int stretch, int dense, int periods, int patience, int limit) {
        ExecutionSearch.Reach reach = new ExecutionSearch.Reach(stretch, 1000, dense, periods, until(patience));
        Map<String, Predicate<ExecutionSummary>> searches = new LinkedHashMap<>();
        searches.put("print", run -> says(run, "printer"));
        searches.put("move", run -> says(run, "move"));
        searches.put("outage printer", run -> says(run, "outage") && says(run, "printer"));
        searches.put("printer export", run -> false);
        searches.put("s-1 fails", run -> run.issueKey().startsWith("S-1"));
        searches.forEach((q, matches) -> {
            assertThat(ids(reach, q, limit, Map.of())).as(q).containsExactlyElementsOf(expected(matches));
        });
    }

    @Test
    void onlyThoseThatTheFilterLetsThrough() {
        ExecutionSearch.Reach reach = new ExecutionSearch.Reach(2, 1000, 6, 2, until(4));
        Instant from = BOUNDARY.minusSeconds(3 * PERIOD);
        Instant to = BOUNDARY.minusSeconds(PERIOD);
        Map<Map<String, Object>, Predicate<ExecutionSummary>> filters = new LinkedHashMap<>();
        for (String state : ExecutionFilter.STATUSES) {
            filters.put(Map.of(state, true), run -> run.status().equals(state));
        }
        filters.put(Map.of("agent", OTHER_AGENT), run -> run.agentId().equals(OTHER_AGENT));
        filters.put(
                Map.of("agent", AGENT, "failed", true),
                run -> run.agentId().equals(AGENT) && run.status().equals("failed"));
        filters.put(Map.of("scope", TENANT), run -> true);
        filters.put(Map.of("scope", UUID.randomUUID()), run -> false);
        filters.put(Map.of("issue_key", "s-3"), run -> run.issueKey().equals("S-3"));
        filters.put(
                Map.of("from", Rows.timestamp(from), "to", Rows.timestamp(to)),
                run -> !run.queuedAt().isBefore(from) && !run.queuedAt().isAfter(to));
        filters.put(Map.of("failed", true, "dead_letters", true), run -> run.status()
                .equals("failed"));
        filters.put(Map.of("failed", true, "dead_letters", true, "reason", "agent_unavailable"), run -> run.status()
                .equals("failed"));
        filters.put(Map.of("failed", true, "dead_letters", true, "reason", "other"), run -> false);
        filters.forEach((filter, matches) -> {
            assertThat(ids(reach, "printer fail", 20, filter))
                    .as("%s", filter)
                    .containsExactlyElementsOf(expected(run -> matches.test(run) && says(run, "printer")));
        });
    }

    @Test
    void whatWasNotSearchedToTheEndSaysHowFarItCame() {
        ExecutionSearch.Reach reach = new ExecutionSearch.Reach(1, 1000, 1000, 2, until(0));

        ExecutionSearch.Found found = found(reach, "move", 50, Map.of(), null);

        assertThat(found.executions()).isEmpty();
        assertThat(found.reached().queuedAt())
                .isBefore(newestFirst.get(0).queuedAt())
                .isAfter(newestFirst.get(newestFirst.size() - 1).queuedAt());
    }

    /** The others have the same words at the same time; PostgreSQL counts the rows that it looks up. */
    @Test
    void aTenantsSearchLooksUpNoOthersExecutions() {
        UUID other = Seeds.tenant();
        UUID theirs = Seeds.agent(other, "Theirs");
        for (int i = 0; i < 100; i++) {
            Seeds.execution(other, theirs)
                    .queuedAt(BOUNDARY.plusSeconds(i))
                    .payload("{\"issue\":{\"fields\":{\"summary\":\"A printer fails\"}}}")
                    .insert();
        }
        long period = SearchStatements.period(BOUNDARY);
        long own = newestFirst.stream()
                .filter(run -> run.completedAt() != null && says(run, "printer"))
                .filter(run -> SearchStatements.period(run.queuedAt()) == period)
                .count();

        RunningProgram.shared().inTransaction(jdbc -> {
            jdbc.sql("SET LOCAL enable_seqscan = off").update();
            Map<String, Object> parameters = Map.of(
                    "scope", TENANT, "q", "printer", "limit", 50, "newest", period, "oldest", period, "dense", 1000);
            assertThat(String.join("\n", Plans.of(jdbc, SqlText.load("history-periods"), parameters)))
                    .containsPattern("Bitmap Index Scan on executions_by_terms \\(actual rows=" + own + "[ .]");
        });
        JDBC.sql("DELETE FROM agent_test_executions WHERE tenant_id = ?")
                .param(other)
                .update();
    }
}
