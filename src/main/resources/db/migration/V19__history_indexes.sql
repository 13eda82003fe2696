-- What has ended lately is counted from the index alone, also for one tenant.
DROP INDEX executions_by_end;
CREATE INDEX executions_by_end ON agent_test_executions (completed_at DESC) INCLUDE (tenant_id, agent_id, status, queued_at)
    WHERE completed_at IS NOT NULL;

-- Dead letters are few beside what has completed, and looked for by tenant and by reason.
CREATE INDEX executions_dead_by_tenant ON agent_test_executions (tenant_id, queued_at DESC, id DESC)
    WHERE status = 'failed' AND discarded_at IS NULL;
CREATE INDEX executions_dead_by_reason ON agent_test_executions ((error ->> 'reason'), queued_at DESC, id DESC)
    WHERE status = 'failed' AND discarded_at IS NULL;
