-- What another agent than its own is to take over, for the claim; most of the time there is none.
CREATE INDEX executions_due_elsewhere ON agent_test_executions (agent_id, next_attempt_at, seq)
    WHERE status = 'queued' AND backup_since IS NOT NULL;

-- What may have to be resumed; most of the time there is none.
CREATE INDEX executions_resumable ON agent_test_executions (lease_until)
    WHERE awaited_until IS NOT NULL OR answer IS NOT NULL;

-- Every execution leaves two dead rows behind it, which the indexes of what is open lead to until they are cleared away.
ALTER TABLE agent_test_executions SET (
    autovacuum_vacuum_scale_factor = 0.02, autovacuum_vacuum_threshold = 5000, autovacuum_analyze_scale_factor = 0.02);
