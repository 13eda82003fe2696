package io.jiraagent.testing;

import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** Looks into the table of executions. */
public final class Executions {
    private final RunningProgram program;

    public Executions(RunningProgram program) {
        this.program = program;
    }

    /** Waits until the execution has ended; its columns, json as text. */
    public Map<String, Object> ended(UUID id) {
        await("execution " + id + " to end")
                .atMost(Duration.ofSeconds(60))
                .pollInterval(Duration.ofMillis(50))
                .until(() -> rows(id).stream()
                        .anyMatch(row -> List.of("completed", "failed").contains(row.get("status"))));
        return rows(id).get(0);
    }

    /** Waits until the agent has taken the task and is to answer later. */
    public void awaited(UUID id) {
        await("execution " + id + " to be awaited")
                .atMost(Duration.ofSeconds(30))
                .pollInterval(Duration.ofMillis(50))
                .until(() -> program.jdbc()
                        .sql(
                                "SELECT count(*) = 1 FROM agent_test_executions WHERE id = :id AND awaited_until IS NOT NULL")
                        .param("id", id)
                        .query(Boolean.class)
                        .single());
    }

    /** Those that have ended, in order. */
    public List<Map<String, Object>> attempts(UUID id) {
        return program.jdbc()
                .sql("SELECT epoch, attempt, outcome, error ->> 'reason' AS reason FROM execution_attempts"
                        + " WHERE execution_id = :id ORDER BY epoch, attempt")
                .param("id", id)
                .query()
                .listOfRows();
    }

    public List<Map<String, Object>> rows(UUID id) {
        return program.jdbc().sql("""
                        SELECT id, agent_id, tenant_id, issue_key, event_type, status, queued_at, started_at, completed_at,
                               attempt, epoch, result::text AS result, error::text AS error,
                               error ->> 'reason' AS reason, payload, answered_by, origin::text AS origin
                          FROM agent_test_executions WHERE id = :id""").param("id", id).query().listOfRows();
    }

    public long count() {
        return program.jdbc()
                .sql("SELECT count(*) FROM agent_test_executions")
                .query(Long.class)
                .single();
    }
}
