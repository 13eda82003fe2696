package io.jiraagent.execution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.jiraagent.runtime.TestAgentRoutes;
import io.jiraagent.testing.Executions;
import io.jiraagent.testing.RunningProgram;
import io.jiraagent.testing.TestAgents;
import io.jiraagent.testing.TestAgents.Setup;
import io.jiraagent.testing.WebhookClient;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;
import org.apache.camel.model.RouteDefinition;
import org.apache.camel.model.errorhandler.DefaultErrorHandlerDefinition;
import org.junit.jupiter.api.Test;

/** Agents' routes that do not end as they should still give their place and their lease back. */
class StubbornRouteTest {
    private final RunningProgram program = RunningProgram.shared();
    private final Executions executions = new Executions(program);
    private final TestAgents agents = new TestAgents(program);
    private final String kind = "test-" + UUID.randomUUID();

    private Map<String, Object> outcomeOf(Consumer<RouteDefinition> steps) {
        TestAgentRoutes.addSteps(program, kind, steps);
        UUID id = agents.create(new Setup(kind, null, 1, false, 3))
                .post(WebhookClient.body("STUB-1", "x"))
                .executionId();
        return executions.ended(id);
    }

    @Test
    void aRouteThatStopsItsExchangeHasNotAnswered() {
        assertThat(outcomeOf(RouteDefinition::stop))
                .containsEntry("status", "failed")
                .containsEntry("reason", "no_answer");
    }

    @Test
    void aRouteThatSwallowsItsFailureHasNotAnswered() {
        assertThat(outcomeOf(route -> route.errorHandler(new DefaultErrorHandlerDefinition())
                        .onException(Exception.class)
                        .handled(true)
                        .end()
                        .throwException(new IllegalStateException("swallowed"))))
                .containsEntry("status", "failed")
                .containsEntry("reason", "no_answer");
    }

    @Test
    void aRouteThatRollsBackHasNotAnswered() {
        assertThat(outcomeOf(RouteDefinition::markRollbackOnly))
                .containsEntry("status", "failed")
                .containsEntry("reason", "no_answer");
    }

    @Test
    void aRouteThatHangsIsInterruptedAtTheDeadlineAndItsOutcomeIsUnknown() {
        CountDownLatch never = new CountDownLatch(1);

        assertThat(outcomeOf(route -> route.process(exchange -> never.await())))
                .containsEntry("status", "failed")
                .containsEntry("reason", "outcome_unknown")
                .extractingByKey("error")
                .asString()
                .contains("did not answer within 1 s");
    }

    @Test
    void theWorkerIsFreeAgainAfterwards() {
        outcomeOf(RouteDefinition::stop);

        await().until(() -> program.jdbc()
                        .sql("SELECT count(*) FROM agent_test_executions x JOIN agents a ON a.id = x.agent_id"
                                + " WHERE a.kind = :kind AND x.lease_until IS NOT NULL")
                        .param("kind", kind)
                        .query(Long.class)
                        .single()
                == 0);
    }
}
