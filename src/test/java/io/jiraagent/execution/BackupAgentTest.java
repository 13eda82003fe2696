package io.jiraagent.execution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.jiraagent.agent.FinalAgentException;
import io.jiraagent.agent.OutcomeUnknownException;
import io.jiraagent.agent.RetriableAgentException;
import io.jiraagent.runtime.TestAgentRoutes;
import io.jiraagent.testing.Executions;
import io.jiraagent.testing.RunningProgram;
import io.jiraagent.testing.TestAgents;
import io.jiraagent.testing.TestAgents.Setup;
import io.jiraagent.testing.TestAgents.TestAgent;
import io.jiraagent.testing.WebhookClient;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.springframework.dao.DataIntegrityViolationException;

/** Another agent of the tenant stands in for one that is not there. */
class BackupAgentTest {
    private final RunningProgram program = RunningProgram.shared();
    private final Executions executions = new Executions(program);
    private final TestAgents agents = new TestAgents(program);
    private final AtomicInteger askedPrimary = new AtomicInteger();
    private final String kind = "test-" + UUID.randomUUID();

    private TestAgent primaryThat(RuntimeException failure, int attempts) {
        TestAgentRoutes.add(program, kind, task -> {
            askedPrimary.incrementAndGet();
            throw failure;
        });
        return agents.create(new Setup(kind, null, 60, false, attempts));
    }

    private TestAgent backupOf(TestAgent agent, String kindOfBackup) {
        TestAgent backup = agents.create(Setup.of(kindOfBackup), agent.tenantId());
        program.jdbc()
                .sql("UPDATE agents SET backup_agent_id = :backup WHERE id = :id")
                .param("backup", backup.id())
                .param("id", agent.id())
                .update();
        return backup;
    }

    private UUID post(TestAgent agent) {
        return agent.post(WebhookClient.body("BACK-" + askedPrimary.get(), "x")).executionId();
    }

    private List<UUID> asked(UUID execution) {
        return program.jdbc()
                .sql("SELECT agent_id FROM execution_attempts WHERE execution_id = :id ORDER BY attempt")
                .param("id", execution)
                .query(UUID.class)
                .list();
    }

    @Test
    void takesOverWhenTheAttemptsAreSpentWithoutEffect() {
        TestAgent agent = primaryThat(new RetriableAgentException("agent_unavailable", "no", null), 2);
        TestAgent backup = backupOf(agent, "echo");

        UUID id = post(agent);

        assertThat(executions.ended(id))
                .containsEntry("status", "completed")
                .containsEntry("answered_by", backup.id())
                .containsEntry("agent_id", agent.id());
        assertThat(asked(id)).containsExactly(agent.id(), agent.id(), backup.id());
    }

    @Test
    void hasABudgetOfItsOwnAndThenItIsTheEnd() {
        TestAgent agent = primaryThat(new RetriableAgentException("agent_unavailable", "no", null), 1);
        TestAgent backup = backupOf(agent, kind);
        agents.sql("UPDATE agents SET max_attempts = 2 WHERE id = :id", backup.id());

        UUID id = post(agent);

        assertThat(executions.ended(id)).containsEntry("status", "failed").containsEntry("attempt", 3);
        assertThat(asked(id)).containsExactly(agent.id(), backup.id(), backup.id());
    }

    @Test
    void doesNotTakeOverWhatTheAgentMayHaveDoneOrHasRefused() {
        TestAgent unknown = primaryThat(new OutcomeUnknownException("gone", null), 1);
        backupOf(unknown, "echo");
        assertThat(executions.ended(post(unknown)))
                .containsEntry("status", "failed")
                .containsEntry("reason", "outcome_unknown");
    }

    @Test
    void doesNotTakeOverWhatTheAgentHasRefused() {
        TestAgent refusing = primaryThat(new FinalAgentException("agent_refused", "no", null), 3);
        backupOf(refusing, "echo");

        assertThat(executions.ended(post(refusing)))
                .containsEntry("status", "failed")
                .containsEntry("reason", "agent_refused");
    }

    @Test
    void answersWhileTheBreakerIsOpenWithoutTheAgentBeingAsked() {
        TestAgent agent = primaryThat(new RetriableAgentException("agent_unavailable", "no", null), 1);
        for (int i = 0; i < 10; i++) {
            executions.ended(post(agent));
        }
        TestAgent backup = backupOf(agent, "echo");
        int askedBefore = askedPrimary.get();

        UUID id = post(agent);

        assertThat(executions.ended(id))
                .containsEntry("status", "completed")
                .containsEntry("answered_by", backup.id())
                .containsEntry("attempt", 1);
        assertThat(askedPrimary).hasValue(askedBefore);
        await().untilAsserted(() -> assertThat(program.jdbc()
                        .sql("SELECT state FROM breaker_states WHERE agent_id = :id")
                        .param("id", agent.id())
                        .query(String.class)
                        .list())
                .containsExactly("open"));
    }

    @Test
    void isWaitedForWhileItIsPaused() {
        TestAgent agent = primaryThat(new RetriableAgentException("agent_unavailable", "no", null), 1);
        TestAgent backup = backupOf(agent, "echo");
        agents.sql("UPDATE agents SET status = 'paused' WHERE id = :id", backup.id());
        UUID id = post(agent);
        await().until(() -> asked(id).size() == 1
                && "queued".equals(executions.rows(id).get(0).get("status")));

        agents.sql("UPDATE agents SET status = 'active' WHERE id = :id", backup.id());

        assertThat(executions.ended(id)).containsEntry("answered_by", backup.id());
    }

    @Test
    void isOfTheSameTenantAndAnother() {
        TestAgent agent = agents.create("echo");
        TestAgent stranger = agents.create("echo");
        Map<String, UUID> backups = Map.of("a stranger", stranger.id(), "itself", agent.id());

        backups.forEach((who, id) -> assertThatThrownBy(() -> program.jdbc()
                        .sql("UPDATE agents SET backup_agent_id = :backup WHERE id = :id")
                        .param("backup", id)
                        .param("id", agent.id())
                        .update())
                .as(who)
                .isInstanceOf(DataIntegrityViolationException.class));
    }
}
