-- Takes failed executions that the dead-letter topic does not have yet, each with its record. Taken for a quarter of a minute: should
-- this process end before it stamps them, another publishes them again under the same key.
WITH due AS (
    SELECT x.id
      FROM agent_test_executions x
     WHERE x.status = 'failed'
       AND x.dead_lettered_at IS NULL
       AND (x.next_attempt_at IS NULL OR x.next_attempt_at < now())
     ORDER BY x.completed_at
     LIMIT 20
       FOR UPDATE SKIP LOCKED
)
UPDATE agent_test_executions x
   SET next_attempt_at = now() + interval '15 seconds'
  FROM due
 WHERE x.id = due.id
RETURNING CAST(x.id AS text) AS id, x.epoch,
          CAST(jsonb_build_object(
              'v', 1,
              'execution_id', x.id,
              'epoch', x.epoch,
              'agent_id', x.agent_id,
              'tenant_id', x.tenant_id,
              'issue_key', x.issue_key,
              'event_type', x.event_type,
              'error', x.error,
              'queued_at', x.queued_at,
              'started_at', x.started_at,
              'failed_at', x.completed_at,
              'attempts', (SELECT coalesce(jsonb_agg(jsonb_build_object(
                                      'epoch', a.epoch, 'attempt', a.attempt, 'agent_id', a.agent_id, 'worker', a.worker,
                                      'started_at', a.started_at, 'ended_at', a.ended_at, 'outcome', a.outcome,
                                      'error', a.error) ORDER BY a.epoch, a.attempt), '[]')
                             FROM execution_attempts a WHERE a.execution_id = x.id),
              'origin', x.origin,
              'body', translate(encode(x.payload, 'base64'), E'\n', '')) AS text) AS letter
