package io.jiraagent.execution;

import static org.assertj.core.api.Assertions.assertThat;

import io.jiraagent.agent.RetriableAgentException;
import io.jiraagent.runtime.TestAgentRoutes;
import io.jiraagent.testing.Executions;
import io.jiraagent.testing.RunningProgram;
import io.jiraagent.testing.TestAgents;
import io.jiraagent.testing.TestAgents.TestAgent;
import io.jiraagent.testing.WebhookClient;
import java.util.Map;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How events of one issue wait for each other when the first has to be tried again. */
class StrictOrderTest {
    private final RunningProgram program = RunningProgram.shared();
    private final Executions executions = new Executions(program);
    private final TestAgents agents = new TestAgents(program);

    @ParameterizedTest(name = "strict order {0}")
    @CsvSource({"true, 'first 1, first 2, later 1'", "false, 'first 1, later 1, first 2'"})
    void aLaterEventOvertakesARetryOnlyWithoutStrictOrder(boolean strict, String expected) {
        String kind = "test-" + UUID.randomUUID();
        Queue<String> asked = new ConcurrentLinkedQueue<>();
        TestAgentRoutes.add(program, kind, task -> {
            asked.add(task.issue().summary() + " " + task.attempt());
            if ("first".equals(task.issue().summary()) && task.attempt() == 1) {
                throw new RetriableAgentException("agent_unavailable", "no", null, java.time.Duration.ofSeconds(2));
            }
            return Map.of();
        });
        TestAgent agent = agents.create(kind);
        asked.clear();
        program.jdbc()
                .sql("UPDATE agents SET strict_order = :strict WHERE id = :id")
                .param("strict", strict)
                .param("id", agent.id())
                .update();

        Stream.of("first", "later")
                .map(summary ->
                        agent.post(WebhookClient.body("ORDER-1", summary)).executionId())
                .toList()
                .forEach(executions::ended);

        assertThat(asked).containsExactly(expected.split(", ", -1));
    }
}
