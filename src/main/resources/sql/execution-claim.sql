-- Takes due executions for this worker: fair between agents, never more than an agent's and its tenant's free slots,
-- and of one issue only when no earlier event of it is running or still waits for its first attempt.
WITH slots AS (
    SELECT a.id, a.tenant_id, t.free AS tenant_free,
           least(a.concurrency - coalesce(r.running, 0), t.free, CAST(:#limit AS integer)) AS free
      FROM agents a
      LEFT JOIN jsonb_to_recordset(CAST(:#running AS jsonb)) AS r (agent_id uuid, running integer) ON r.agent_id = a.id
      LEFT JOIN jsonb_to_recordset(CAST(:#tenants AS jsonb)) AS t (tenant_id uuid, free integer) ON t.tenant_id = a.tenant_id
     WHERE a.status = 'active'
), due AS (
    SELECT ranked.id
      FROM (SELECT candidate.*, slots.tenant_free,
                   row_number() OVER (PARTITION BY slots.tenant_id ORDER BY candidate.next_attempt_at, candidate.seq)
                       AS tenant_place
              FROM slots
             CROSS JOIN LATERAL (
                   SELECT e.id, e.seq, e.next_attempt_at
                     FROM agent_test_executions e
                    WHERE e.agent_id = slots.id
                      AND e.status = 'queued'
                      AND e.next_attempt_at <= now()
                      AND slots.free > 0
                      -- Written so that it is one look into the index for each candidate; an anti-join reads all open rows.
                      AND (SELECT true
                             FROM agent_test_executions earlier
                            WHERE earlier.agent_id = e.agent_id
                              AND earlier.issue_key = e.issue_key
                              AND earlier.seq < e.seq
                              AND earlier.status IN ('queued', 'in_progress')
                              AND (earlier.status = 'in_progress' OR (earlier.attempt = 0 AND earlier.epoch = 1))
                            LIMIT 1) IS NULL
                    ORDER BY e.next_attempt_at, e.seq
                    LIMIT greatest(slots.free, 0)
                      FOR UPDATE SKIP LOCKED) candidate) ranked
     WHERE ranked.tenant_free IS NULL OR ranked.tenant_place <= ranked.tenant_free
     ORDER BY ranked.next_attempt_at, ranked.seq
     LIMIT CAST(:#limit AS integer)
)
UPDATE agent_test_executions x
   SET status = 'in_progress',
       attempt = x.attempt + 1,
       started_at = coalesce(x.started_at, now()),
       next_attempt_at = NULL,
       lease_until = now() + make_interval(secs => CAST(:#lease_seconds AS double precision)),
       worker = :#worker
  FROM due, agents a
 WHERE x.id = due.id
   AND a.id = x.agent_id
RETURNING x.id, x.agent_id, x.tenant_id, x.event_type, x.attempt, x.epoch, x.payload, a.kind, a.max_attempts,
          a.idempotent, now() AS claimed_at
