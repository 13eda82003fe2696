-- Makes dead letters again of what a bulk replay has made due and no agent was asked for yet, with the errors they had; the
-- dead-letter topic gets them again. What runs goes on.
WITH asked AS (
    UPDATE bulk_replays r
       SET cancelled_at = now(),
           cancelled_by = :actor
     WHERE r.id = :id
       AND r.cancelled_at IS NULL
       AND r.tenant_id = :scope                                   -- when scope
    RETURNING r.id
), back AS (
    UPDATE agent_test_executions e
       SET status = 'failed',
           error = x.error,
           completed_at = x.completed_at,
           next_attempt_at = NULL
      FROM bulk_replay_executions x
      JOIN asked ON asked.id = x.replay_id
     WHERE e.id = x.execution_id
       AND e.epoch = x.epoch
       AND e.status = 'queued'
       AND e.attempt = 0
    RETURNING e.id, e.tenant_id
), noted AS (
    UPDATE bulk_replay_executions x
       SET cancelled = true
      FROM back
     WHERE x.replay_id = :id
       AND x.execution_id = back.id
)
INSERT INTO audit_log (token_id, actor, action, execution_id, tenant_id, detail)
SELECT :token, :actor, 'replay_cancelled', id, tenant_id, jsonb_build_object('bulk_replay', CAST(:id AS text))
  FROM back
