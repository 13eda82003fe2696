-- What each agent has ended since the window began, how long that took from receipt to end, and what is open now; one row more
-- for all of them together. Of what has ended the latest, up to a bound, which is lower for times: those are sorted. Of what is open
-- all.
WITH ended AS (
    SELECT agent_id, grouping(agent_id) = 1 AS together, coalesce(CAST(agent_id AS text), '') AS place,
           count(*) FILTER (WHERE status = 'completed') AS completed,
           count(*) FILTER (WHERE status = 'failed')    AS failed
      FROM (SELECT e.agent_id, e.status
              FROM agent_test_executions e
             WHERE e.completed_at >= CAST(:from AS timestamptz)
               AND e.tenant_id = :scope                          -- when scope
               AND e.tenant_id = :tenant                         -- when tenant
             ORDER BY e.completed_at DESC
             LIMIT :most) AS latest
     GROUP BY GROUPING SETS ((agent_id), ())
), took AS (
    SELECT grouping(agent_id) = 1 AS together, coalesce(CAST(agent_id AS text), '') AS place,
           CAST(percentile_disc(0.5) WITHIN GROUP (ORDER BY took_ms) AS bigint)  AS p50_ms,
           CAST(percentile_disc(0.95) WITHIN GROUP (ORDER BY took_ms) AS bigint) AS p95_ms,
           CAST(percentile_disc(0.99) WITHIN GROUP (ORDER BY took_ms) AS bigint) AS p99_ms
      FROM (SELECT e.agent_id, date_part('epoch', e.completed_at - e.queued_at) * 1000 AS took_ms
              FROM agent_test_executions e
             WHERE e.completed_at >= CAST(:from AS timestamptz)
               AND e.status = 'completed'
               AND e.tenant_id = :scope                          -- when scope
               AND e.tenant_id = :tenant                         -- when tenant
             ORDER BY e.completed_at DESC
             LIMIT :most_timed) AS latest
     GROUP BY GROUPING SETS ((agent_id), ())
), open AS (
    SELECT e.agent_id, grouping(e.agent_id) = 1 AS together, coalesce(CAST(e.agent_id AS text), '') AS place,
           count(*) FILTER (WHERE e.status = 'queued')         AS queued,
           count(*) FILTER (WHERE e.status = 'in_progress')    AS in_progress,
           min(e.queued_at) FILTER (WHERE e.status = 'queued') AS oldest_queued_at
      FROM agent_test_executions e
     WHERE e.status IN ('queued', 'in_progress')
       AND e.tenant_id = :scope                                  -- when scope
       AND e.tenant_id = :tenant                                 -- when tenant
     GROUP BY GROUPING SETS ((e.agent_id), ())
)
SELECT together, coalesce(ended.agent_id, open.agent_id) AS agent_id, a.name AS agent_name, t.id AS tenant_id, t.name AS tenant_name,
       coalesce(ended.completed, 0) AS completed, coalesce(ended.failed, 0) AS failed,
       took.p50_ms, took.p95_ms, took.p99_ms,
       coalesce(open.queued, 0) AS queued, coalesce(open.in_progress, 0) AS in_progress, open.oldest_queued_at
  FROM ended
  FULL JOIN open USING (together, place)
  LEFT JOIN took USING (together, place)
  LEFT JOIN agents a ON a.id = coalesce(ended.agent_id, open.agent_id)
  LEFT JOIN tenants t ON t.id = a.tenant_id
 ORDER BY together DESC, coalesce(ended.failed, 0) DESC, coalesce(open.queued, 0) DESC, coalesce(ended.completed, 0) DESC, a.name
 LIMIT 101
