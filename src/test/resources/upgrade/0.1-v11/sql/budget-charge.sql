-- Counts runs that are about to begin against the daily budgets of their agents and tenants, each run against both or
-- neither. Answers for every run that has a budget: the day it was counted on, or the budget that has no room for it.
-- The budgets are locked one after the other in the same order by all workers.
WITH wanted AS (
    SELECT w.*
      FROM ROWS FROM (jsonb_to_recordset(CAST(:runs AS jsonb)) AS (execution_id uuid, agent_id uuid, tenant_id uuid))
           WITH ORDINALITY AS w (execution_id, agent_id, tenant_id, place)
), budget AS MATERIALIZED (
    SELECT b.id, b.agent_id, b.tenant_id, b.daily_limit,
           b.daily_limit - CASE WHEN b.day = CAST(now() AT TIME ZONE 'UTC' AS date) THEN b.used ELSE 0 END AS room
      FROM budgets b
     WHERE b.resource = 'runs'
       AND (b.agent_id IN (SELECT agent_id FROM wanted) OR b.tenant_id IN (SELECT tenant_id FROM wanted))
     ORDER BY b.id
       FOR UPDATE
), passed_agent AS (
    SELECT wanted.*, budget.id AS agent_budget, budget.daily_limit AS agent_limit,
           budget.id IS NULL
               OR row_number() OVER (PARTITION BY wanted.agent_id ORDER BY wanted.place) <= budget.room AS agent_room
      FROM wanted
      LEFT JOIN budget ON budget.agent_id = wanted.agent_id
), decided AS (
    SELECT p.*, budget.id AS tenant_budget, budget.daily_limit AS tenant_limit,
           p.agent_room AND (
               budget.id IS NULL
               OR row_number() OVER (PARTITION BY p.tenant_id, p.agent_room ORDER BY p.place) <= budget.room) AS granted
      FROM passed_agent p
      LEFT JOIN budget ON budget.tenant_id = p.tenant_id
), counted AS (
    UPDATE budgets b
       SET day = today.day,
           used = CASE b.day WHEN today.day THEN b.used ELSE 0 END + sums.granted,
           refused = CASE b.day WHEN today.day THEN b.refused ELSE 0 END + sums.refused
      FROM (SELECT budget_id, count(*) FILTER (WHERE granted) AS granted, count(*) FILTER (WHERE refuses) AS refused
              FROM (SELECT agent_budget AS budget_id, granted, NOT agent_room AS refuses FROM decided
                    UNION ALL
                    SELECT tenant_budget, granted, agent_room AND NOT granted FROM decided) AS each_one
             WHERE budget_id IS NOT NULL
             GROUP BY budget_id) AS sums,
           (SELECT CAST(now() AT TIME ZONE 'UTC' AS date) AS day) AS today
     WHERE b.id = sums.budget_id
)
SELECT execution_id, granted, CAST(now() AT TIME ZONE 'UTC' AS date) AS day,
       CASE WHEN NOT agent_room THEN 'agent' WHEN NOT granted THEN 'tenant' END AS refused_by,
       CASE WHEN NOT agent_room THEN agent_limit WHEN NOT granted THEN tenant_limit END AS daily_limit
  FROM decided
 WHERE agent_budget IS NOT NULL OR tenant_budget IS NOT NULL
