-- What waits and what is being worked on, for each tenant and agent; reads only open executions.
SELECT e.tenant_id, e.agent_id, a.name AS agent_name,
       count(*) FILTER (WHERE e.status = 'queued')           AS queued,
       count(*) FILTER (WHERE e.status = 'in_progress')      AS in_progress,
       min(e.queued_at) FILTER (WHERE e.status = 'queued')   AS oldest_queued_at
  FROM agent_test_executions e
  LEFT JOIN agents a ON a.id = e.agent_id
 WHERE e.status IN ('queued', 'in_progress')
   AND e.tenant_id = :scope                                      -- when scope
 GROUP BY e.tenant_id, e.agent_id, a.name
 ORDER BY e.tenant_id, a.name, e.agent_id
