-- Ends the attempts whose worker is not heard of any more. What the agent did is unknown: it is asked again only where
-- that does no harm and attempts are left. A worker does not give up what it is at. A claim in its own name that it does not
-- know of was made as the connection broke: its agent was never asked, unless it had taken the task before. What an agent has
-- answered later, or may yet, is not lost but resumed, as long as the agent is there.
WITH lost AS (
    SELECT x.id, x.epoch, x.attempt, coalesce(x.asked_agent_id, x.agent_id) AS agent_id, x.worker, x.lease_until,
           coalesce(x.worker = :#worker AND x.asked_at IS NULL, false)
               OR coalesce(a.idempotent
                    AND x.attempt - coalesce(x.backup_since, 0) < a.max_attempts
                    AND coalesce(x.turn_started_at, now()) + make_interval(secs => a.retry_for_seconds) > now(), false) AS again
      FROM agent_test_executions x
      LEFT JOIN agents a ON a.id = coalesce(x.asked_agent_id, x.agent_id)
     WHERE x.status = 'in_progress'
       AND NOT EXISTS (SELECT
                         FROM jsonb_to_recordset(CAST(:#held AS jsonb)) AS h (execution_id uuid, epoch integer, attempt integer)
                        WHERE h.execution_id = x.id AND h.epoch = x.epoch AND h.attempt = x.attempt AND x.worker = :#worker)
       AND x.lease_until < now()
       AND ((x.awaited_until IS NULL AND x.answer IS NULL) OR a.id IS NULL)
     ORDER BY x.lease_until
     LIMIT 500
       FOR UPDATE OF x SKIP LOCKED
), ended AS (
    UPDATE agent_test_executions x
       SET status = CASE WHEN lost.again THEN 'queued' ELSE 'failed' END,
           next_attempt_at = CASE WHEN lost.again THEN now() END,
           completed_at = CASE WHEN lost.again THEN NULL ELSE now() END,
           lease_until = NULL,
           awaited_until = NULL,
           answer = NULL,
           error = jsonb_build_object(
               'reason', 'outcome_unknown',
               'message', 'The worker ' || coalesce(lost.worker, '') || ' stopped during this attempt; whether the agent acted is unknown',
               'retryable', lost.again)
      FROM lost
     WHERE x.id = lost.id
    RETURNING x.id, lost.epoch, lost.attempt, lost.agent_id, lost.worker, lost.lease_until, x.error, x.status
), noted AS (
    INSERT INTO execution_attempts (execution_id, epoch, attempt, agent_id, worker, started_at, ended_at, outcome, error)
    SELECT id, epoch, attempt, agent_id, worker, lease_until, now(), 'lost', error
      FROM ended
    ON CONFLICT DO NOTHING
)
SELECT id, status, worker
  FROM ended
