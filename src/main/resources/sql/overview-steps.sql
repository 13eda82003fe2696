-- What was received, and what ended, in each step of a window; of each the latest ones, up to a bound.
WITH received AS (
    SELECT date_bin(make_interval(secs => :step_seconds), queued_at, CAST(:from AS timestamptz)) AS starts_at, count(*) AS executions
      FROM (SELECT e.queued_at
              FROM agent_test_executions e
             WHERE e.queued_at >= CAST(:from AS timestamptz)
               AND e.tenant_id = :scope                          -- when scope
               AND e.tenant_id = :tenant                         -- when tenant
             ORDER BY e.queued_at DESC
             LIMIT :most) AS latest
     GROUP BY 1
), ended AS (
    SELECT date_bin(make_interval(secs => :step_seconds), completed_at, CAST(:from AS timestamptz)) AS starts_at,
           count(*) FILTER (WHERE status = 'completed') AS completed,
           count(*) FILTER (WHERE status = 'failed')    AS failed
      FROM (SELECT e.completed_at, e.status
              FROM agent_test_executions e
             WHERE e.completed_at >= CAST(:from AS timestamptz)
               AND e.tenant_id = :scope                          -- when scope
               AND e.tenant_id = :tenant                         -- when tenant
             ORDER BY e.completed_at DESC
             LIMIT :most) AS latest
     GROUP BY 1
)
SELECT starts_at,
       coalesce(received.executions, 0) AS received,
       coalesce(ended.completed, 0)     AS completed,
       coalesce(ended.failed, 0)        AS failed
  FROM (SELECT CAST(:from AS timestamptz) + make_interval(secs => step * CAST(:step_seconds AS double precision)) AS starts_at
          FROM generate_series(0, :steps - 1) AS step) AS steps
  LEFT JOIN received USING (starts_at)
  LEFT JOIN ended USING (starts_at)
 ORDER BY starts_at
