-- What was received, and what ended, in each step of a window; of each the latest ones, up to a bound.
WITH received AS (
    SELECT step, count(*) AS executions
      FROM (SELECT CAST(floor(extract(epoch FROM e.queued_at - CAST(:from AS timestamptz)) / :step_seconds) AS integer) AS step
              FROM agent_test_executions e
             WHERE e.queued_at >= CAST(:from AS timestamptz)
               AND e.tenant_id = :scope                          -- when scope
               AND e.tenant_id = :tenant                         -- when tenant
             ORDER BY e.queued_at DESC
             LIMIT :most) AS latest
     GROUP BY step
), ended AS (
    SELECT step,
           count(*) FILTER (WHERE status = 'completed') AS completed,
           count(*) FILTER (WHERE status = 'failed')    AS failed
      FROM (SELECT CAST(floor(extract(epoch FROM e.completed_at - CAST(:from AS timestamptz)) / :step_seconds) AS integer) AS step,
                   e.status
              FROM agent_test_executions e
             WHERE e.completed_at >= CAST(:from AS timestamptz)
               AND e.tenant_id = :scope                          -- when scope
               AND e.tenant_id = :tenant                         -- when tenant
             ORDER BY e.completed_at DESC
             LIMIT :most) AS latest
     GROUP BY step
)
SELECT CAST(:from AS timestamptz) + make_interval(secs => step * CAST(:step_seconds AS double precision)) AS starts_at,
       coalesce(received.executions, 0) AS received,
       coalesce(ended.completed, 0)     AS completed,
       coalesce(ended.failed, 0)        AS failed
  FROM generate_series(0, :steps - 1) AS step
  LEFT JOIN received USING (step)
  LEFT JOIN ended USING (step)
 ORDER BY step
