-- What another agent than its own is to take over, for the claim; most of the time there is none.
CREATE INDEX executions_due_elsewhere ON agent_test_executions (agent_id, next_attempt_at, seq)
    WHERE status = 'queued' AND backup_since IS NOT NULL;

-- What may have to be resumed; most of the time there is none.
CREATE INDEX executions_resumable ON agent_test_executions (lease_until)
    WHERE awaited_until IS NOT NULL OR answer IS NOT NULL;
