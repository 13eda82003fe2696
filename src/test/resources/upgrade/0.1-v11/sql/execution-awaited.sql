-- How many executions wait for the answer of an agent that has taken the task, of each tenant.
SELECT t.name AS tenant, count(*) AS executions
  FROM agent_test_executions x
  JOIN tenants t ON t.id = x.tenant_id
 WHERE x.awaited_until IS NOT NULL
   AND x.status = 'in_progress'
 GROUP BY t.name
