-- Takes attempts for this worker to bring to their end: those whose agent has answered later, or has not in its time. An
-- answer that came before its attempt was marked as awaited, and whose worker is lost, is taken when the lease is over.
WITH due AS (
    SELECT x.id
      FROM agent_test_executions x
     WHERE (x.awaited_until IS NOT NULL OR x.answer IS NOT NULL)
       -- Written so that the index of those is read, and not the one of leases, which is full of what has ended a moment ago.
       AND coalesce(x.status, '') = 'in_progress'
       AND ((x.awaited_until IS NOT NULL AND (x.answer IS NOT NULL OR x.awaited_until < now()))
            OR (x.answer IS NOT NULL AND x.lease_until < now()))
     ORDER BY x.lease_until
     LIMIT CAST(:#limit AS integer)
       FOR UPDATE SKIP LOCKED
)
UPDATE agent_test_executions x
   SET awaited_until = NULL,
       lease_until = now() + make_interval(secs => CAST(:#lease_seconds AS double precision)),
       worker = :#worker
  FROM due, agents own, agents asked
 WHERE x.id = due.id
   AND own.id = x.agent_id
   AND asked.id = x.asked_agent_id
RETURNING x.id, x.agent_id, x.tenant_id, x.event_type, x.attempt, x.epoch, x.payload, x.traceparent,
          coalesce(x.asked_at, x.turn_started_at, now()) AS claimed_at,
          asked.id AS asked_id, asked.kind, asked.idempotent, asked.deadline_seconds, asked.answer_within_seconds,
          x.attempt - coalesce(x.backup_since, 0) AS turn_attempt,
          CAST(extract(epoch FROM now() - coalesce(x.turn_started_at, now())) AS double precision) AS turn_seconds,
          x.backup_since IS NULL AND own.backup_agent_id IS NOT NULL AS has_backup,
          CASE WHEN x.backup_since IS NULL THEN own.max_attempts ELSE asked.max_attempts END AS max_attempts,
          CASE WHEN x.backup_since IS NULL THEN own.retry_for_seconds ELSE asked.retry_for_seconds END AS retry_for_seconds,
          CAST(x.answer AS text) AS answer
