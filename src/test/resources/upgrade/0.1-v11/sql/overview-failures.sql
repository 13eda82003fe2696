-- Why executions have failed since the window began, the most frequent reasons first; discarded ones need nobody.
SELECT f.agent_id, a.name AS agent_name, f.reason, count(*) AS executions, max(f.completed_at) AS last_at,
       (array_agg(f.message ORDER BY f.completed_at DESC))[1] AS message
  FROM (SELECT e.agent_id, e.completed_at, coalesce(e.error ->> 'reason', 'unknown') AS reason, e.error ->> 'message' AS message
          FROM agent_test_executions e
         WHERE e.status = 'failed'
           AND e.discarded_at IS NULL
           AND e.completed_at >= CAST(:from AS timestamptz)
           AND e.tenant_id = :scope                              -- when scope
           AND e.tenant_id = :tenant                             -- when tenant
         ORDER BY e.completed_at DESC
         LIMIT :most) AS f
  LEFT JOIN agents a ON a.id = f.agent_id
 GROUP BY f.agent_id, a.name, f.reason
 ORDER BY executions DESC, last_at DESC
 LIMIT 10
