-- Takes due executions for this worker: fair between agents, never more than an agent's and its tenant's free places, and
-- of one issue only when no earlier event of it is running or still waits for its first attempt (or, in strict order, has not ended).
-- An agent whose breaker is open is not asked: its backup is, or nobody.
WITH agent AS (
    SELECT a.id, a.tenant_id, a.backup_agent_id, a.strict_order, a.status = 'active' AS active,
           coalesce(load.places = 0, false) AS broken,
           greatest(0, least(a.concurrency - coalesce(load.running, 0) - coalesce(awaited.executions, 0), load.places,
                             CAST(:#limit AS integer))) AS free
      FROM agents a
      LEFT JOIN jsonb_to_recordset(CAST(:#load AS jsonb)) AS load (agent_id uuid, running integer, places integer)
             ON load.agent_id = a.id
      -- Taken by the agent and not answered yet: no worker is at them, so that they count for all.
      LEFT JOIN (SELECT asked_agent_id, CAST(count(*) AS integer) AS executions
                   FROM agent_test_executions
                  WHERE awaited_until IS NOT NULL
                    -- Written so that the index of leases, full of what has ended a moment ago, is not read for it.
                    AND coalesce(status, '') = 'in_progress'
                  GROUP BY asked_agent_id) AS awaited
             ON awaited.asked_agent_id = a.id
), turn AS (
    SELECT a.id, a.tenant_id, t.free AS tenant_free, a.strict_order, a.broken,
           CASE WHEN a.broken THEN 0 ELSE a.free END AS free,
           -- Without a backup the agent itself goes on with what a former backup had taken over.
           CASE WHEN a.backup_agent_id IS NULL THEN a.id WHEN b.active THEN b.id END AS second_id,
           CASE WHEN a.backup_agent_id IS NULL THEN CASE WHEN a.broken THEN 0 ELSE a.free END
                WHEN b.active AND NOT b.broken THEN b.free
                ELSE 0 END AS second_free
      FROM agent a
      LEFT JOIN agent b ON b.id = a.backup_agent_id
      LEFT JOIN jsonb_to_recordset(CAST(:#tenants AS jsonb)) AS t (tenant_id uuid, free integer) ON t.tenant_id = a.tenant_id
     WHERE a.active
       AND coalesce(t.free, 1) > 0
), lane AS (
    -- Who is asked for what the agent itself has not given up yet.
    SELECT turn.*,
           CASE WHEN broken THEN second_id ELSE id END AS asked_id,
           CASE WHEN broken THEN second_free ELSE free END AS asked_free
      FROM turn
), candidate AS (
    SELECT c.id, c.seq, c.next_attempt_at, c.asked_id, c.free, c.tenant_id, c.tenant_free,
           row_number() OVER (PARTITION BY c.asked_id ORDER BY c.next_attempt_at, c.seq) AS place
      FROM (SELECT own.*, lane.asked_id, lane.asked_free AS free, lane.tenant_id, lane.tenant_free
              FROM lane
             CROSS JOIN LATERAL (
                   SELECT e.id, e.seq, e.next_attempt_at
                     FROM agent_test_executions e
                    WHERE e.agent_id = lane.id
                      AND e.status = 'queued'
                      AND e.backup_since IS NULL
                      AND e.next_attempt_at <= now()
                      -- Written so that it is one look into the index for each candidate; an anti-join reads all open rows.
                      AND (SELECT true
                             FROM agent_test_executions earlier
                            WHERE earlier.agent_id = e.agent_id
                              AND earlier.issue_key = e.issue_key COLLATE "C"
                              AND earlier.seq < e.seq
                              AND earlier.status IN ('queued', 'in_progress')
                              AND (earlier.status = 'in_progress' OR lane.strict_order
                                   OR (earlier.attempt = 0 AND earlier.epoch = 1))
                            LIMIT 1) IS NULL
                    ORDER BY e.next_attempt_at, e.seq
                    LIMIT lane.asked_free
                      FOR UPDATE OF e SKIP LOCKED) own
             -- Else a full agent's whole queue would be read in vain.
             WHERE lane.asked_free > 0
             UNION ALL
            SELECT others.*, lane.tenant_id, lane.tenant_free
              FROM lane
             CROSS JOIN LATERAL (
                   SELECT e.id, e.seq, e.next_attempt_at, asked.id AS asked_id, asked.free
                     FROM agent_test_executions e
                    -- Who the tenant's rule has named; else the agent's backup.
                    CROSS JOIN LATERAL (
                          SELECT s.id, CASE WHEN s.broken THEN 0 ELSE s.free END AS free
                            FROM agent s
                           WHERE s.id = e.stand_in_id AND s.active
                          UNION ALL
                          SELECT lane.second_id, lane.second_free WHERE e.stand_in_id IS NULL) asked
                    WHERE e.agent_id = lane.id
                      AND e.status = 'queued'
                      AND e.backup_since IS NOT NULL
                      AND e.next_attempt_at <= now()
                      AND asked.free > 0
                      AND (SELECT true
                             FROM agent_test_executions earlier
                            WHERE earlier.agent_id = e.agent_id
                              AND earlier.issue_key = e.issue_key COLLATE "C"
                              AND earlier.seq < e.seq
                              AND earlier.status IN ('queued', 'in_progress')
                              AND (earlier.status = 'in_progress' OR lane.strict_order
                                   OR (earlier.attempt = 0 AND earlier.epoch = 1))
                            LIMIT 1) IS NULL
                    ORDER BY e.next_attempt_at, e.seq
                    LIMIT 16 + lane.second_free
                      FOR UPDATE OF e SKIP LOCKED) others) c
), due AS (
    SELECT id, asked_id
      FROM (SELECT candidate.*,
                   row_number() OVER (PARTITION BY tenant_id ORDER BY next_attempt_at, seq) AS tenant_place
              FROM candidate
             WHERE place <= free) AS candidate
     WHERE tenant_free IS NULL OR tenant_place <= tenant_free
     ORDER BY next_attempt_at, seq
     LIMIT CAST(:#limit AS integer)
)
UPDATE agent_test_executions x
   SET status = 'in_progress',
       attempt = x.attempt + 1,
       asked_agent_id = asked.id,
       started_at = coalesce(x.started_at, now()),
       turn_started_at = coalesce(x.turn_started_at, now()),
       next_attempt_at = NULL,
       awaited_until = NULL,
       asked_at = NULL,
       answer = NULL,
       answer_sha256 = NULL,
       lease_until = now() + make_interval(secs => CAST(:#lease_seconds AS double precision)),
       worker = :#worker
  FROM due, agents own, agents asked
 WHERE x.id = due.id
   AND own.id = x.agent_id
   AND asked.id = due.asked_id
RETURNING x.id, x.agent_id, x.tenant_id, x.event_type, x.attempt, x.epoch, x.payload, x.traceparent, now() AS claimed_at,
          asked.id AS asked_id, asked.kind, asked.idempotent, asked.deadline_seconds,
          x.attempt - coalesce(x.backup_since, 0) AS turn_attempt,
          CAST(extract(epoch FROM now() - x.turn_started_at) AS double precision) AS turn_seconds,
          CASE WHEN x.attempt = 1 AND x.epoch = 1
               THEN CAST(extract(epoch FROM now() - x.queued_at) AS double precision) END AS waited_seconds,
          x.backup_since IS NULL AND own.backup_agent_id IS NOT NULL AS has_backup,
          CASE WHEN x.backup_since IS NULL THEN own.max_attempts ELSE asked.max_attempts END AS max_attempts,
          CASE WHEN x.backup_since IS NULL THEN own.retry_for_seconds ELSE asked.retry_for_seconds END AS retry_for_seconds
