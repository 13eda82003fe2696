-- What waits and what has failed, of each tenant; of an agent's queue 100,000 are counted at the most, and the latest 10,000 dead letters.
WITH waiting AS (
    SELECT a.tenant_id, sum(q.executions) AS executions, sum(q.due) AS due,
           max(CASE WHEN a.status = 'active' THEN extract(epoch FROM now() - q.due_since) END) AS oldest_seconds
      FROM agents a
     CROSS JOIN LATERAL (SELECT count(*) AS executions, count(*) FILTER (WHERE e.next_attempt_at <= now()) AS due,
                                min(e.next_attempt_at) AS due_since
                           FROM (SELECT x.next_attempt_at
                                   FROM agent_test_executions x
                                  WHERE x.agent_id = a.id AND x.status = 'queued'
                                  ORDER BY x.next_attempt_at, x.seq
                                  LIMIT 100000) e) q
     GROUP BY a.tenant_id
), dead AS (
    SELECT d.tenant_id, count(*) AS executions
      FROM (SELECT x.tenant_id
              FROM agent_test_executions x
             WHERE x.status = 'failed' AND x.discarded_at IS NULL
             ORDER BY x.queued_at DESC, x.id DESC
             LIMIT 10000) d
     GROUP BY d.tenant_id
), undelivered AS (
    SELECT u.tenant_id, count(*) AS executions
      FROM (SELECT x.tenant_id
              FROM agent_test_executions x
             WHERE x.status = 'failed' AND x.dead_lettered_at IS NULL
             ORDER BY x.completed_at
             LIMIT 10000) u
     GROUP BY u.tenant_id
)
SELECT t.name AS tenant, coalesce(w.executions, 0) AS waiting, coalesce(w.due, 0) AS due,
       CAST(greatest(0, coalesce(w.oldest_seconds, 0)) AS double precision) AS oldest_seconds,
       coalesce(d.executions, 0) AS dead_letters, coalesce(u.executions, 0) AS undelivered
  FROM tenants t
  LEFT JOIN waiting w ON w.tenant_id = t.id
  LEFT JOIN dead d ON d.tenant_id = t.id
  LEFT JOIN undelivered u ON u.tenant_id = t.id
