-- Writes the outcomes of a batch of attempts. Fenced: an attempt that no longer holds its execution changes nothing.
WITH outcome AS (
    SELECT *
      FROM jsonb_to_recordset(CAST(:#outcomes AS jsonb)) AS o (
               execution_id uuid, epoch integer, attempt integer, agent_id uuid, outcome text, retry_seconds double precision,
               issue_key text, event_type text, result jsonb, error jsonb, claimed_at timestamptz)
), written AS (
    UPDATE agent_test_executions x
       SET status = CASE o.outcome WHEN 'retry' THEN 'queued' ELSE o.outcome END,
           completed_at = CASE o.outcome WHEN 'retry' THEN NULL ELSE now() END,
           next_attempt_at = CASE o.outcome WHEN 'retry' THEN now() + make_interval(secs => o.retry_seconds) END,
           lease_until = NULL,
           issue_key = coalesce(o.issue_key, x.issue_key),
           event_type = coalesce(o.event_type, x.event_type),
           answered_by = CASE o.outcome WHEN 'completed' THEN o.agent_id END,
           result = o.result,
           error = o.error
      FROM outcome o
     WHERE x.id = o.execution_id
       AND x.epoch = o.epoch
       AND x.attempt = o.attempt
       AND x.status = 'in_progress'
    RETURNING x.id, o.epoch, o.attempt, o.agent_id, x.worker, o.claimed_at, o.outcome, o.error
)
INSERT INTO execution_attempts (execution_id, epoch, attempt, agent_id, worker, started_at, ended_at, outcome, error)
SELECT id, epoch, attempt, agent_id, worker, claimed_at, now(), outcome, error
  FROM written
ON CONFLICT DO NOTHING
