package io.jiraagent.history;

import static org.assertj.core.api.Assertions.assertThat;

import io.jiraagent.database.SqlText;
import io.jiraagent.testing.RunningProgram;
import io.jiraagent.testing.Seeds;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/** A search finds the newest that match, wherever it has to look for them. */
class ExecutionSearchIT {
    private static final SqlText LIST = SqlText.load("history-executions");
    private static final List<String> STATES = List.of("completed", "queued", "failed", "in_progress", "completed");

    private final JdbcClient jdbc = RunningProgram.shared().jdbc();
    private final UUID tenant = Seeds.tenant();
    private final UUID agent = Seeds.agent(tenant, "Ticket Enhancer");
    private final List<String> newestFirst = new ArrayList<>();

    /** Every third of thirty is about a printer; they are in all states. */
    @BeforeEach
    void executions() {
        Instant now = Instant.now();
        for (int i = 0; i < 30; i++) {
            boolean sought = i % 3 == 1;
            Seeds.execution(tenant, agent)
                    .key("S-" + i)
                    .status(STATES.get(i % STATES.size()))
                    .queuedAt(now.minusSeconds(i))
                    .payload("{\"issue\":{\"fields\":{\"summary\":\"" + (sought ? "A printer" : "Something else")
                            + " fails\"}}}")
                    .insert();
            if (sought) {
                newestFirst.add("S-" + i);
            }
        }
    }

    private List<String> found(ExecutionSearch.Reach reach, int limit, Map<String, Object> more) {
        ExecutionSearch search = new ExecutionSearch(
                jdbc,
                parameters -> LIST.with(jdbc, parameters)
                        .query((row, number) -> ExecutionSummary.read(row))
                        .list(),
                reach);
        Map<String, Object> parameters = new HashMap<>(more);
        parameters.putAll(Map.of("tenant", tenant, "q", "print", "limit", limit));
        return search.newest(parameters).stream()
                .map(ExecutionSummary::issueKey)
                .toList();
    }

    @ParameterizedTest(name = "{0} recent, {1} in the window")
    @CsvSource({"1000, 50000", "6, 50000", "6, 12", "6, 20", "1, 2", "1, 29"})
    void theNewestInTheirOrder(int recent, int window) {
        ExecutionSearch.Reach reach = new ExecutionSearch.Reach(recent, window, 1000);
        for (int limit : List.of(2, 5, 50)) {
            assertThat(found(reach, limit, Map.of()))
                    .as("limit %d", limit)
                    .containsExactlyElementsOf(newestFirst.subList(0, Math.min(limit, newestFirst.size())));
        }
        assertThat(found(reach, 50, Map.of("agent", agent))).containsExactlyElementsOf(newestFirst);
    }

    @ParameterizedTest
    @CsvSource({"completed, 4", "failed, 2", "queued, 2", "in_progress, 2"})
    void onlyThoseOfTheState(String state, int matching) {
        ExecutionSearch.Reach reach = new ExecutionSearch.Reach(5, 10, 1000);

        List<String> found = found(reach, 50, Map.of(state, true));

        assertThat(found).hasSize(matching).allMatch(newestFirst::contains);
    }
}
