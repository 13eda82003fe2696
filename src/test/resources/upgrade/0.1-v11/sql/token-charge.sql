-- Counts the tokens that a request to a model is expected to take, against the budgets of its agent and tenant, both or
-- neither. Answers for each budget: the day, and whether it has room. Locks budgets in the order of budget-charge.sql.
WITH budget AS MATERIALIZED (
    SELECT b.id, b.agent_id IS NOT NULL AS own, b.daily_limit,
           b.daily_limit - CASE WHEN b.day = CAST(now() AT TIME ZONE 'UTC' AS date) THEN b.used ELSE 0 END >= CAST(:tokens AS bigint)
               AS room
      FROM budgets b
     WHERE b.resource = 'tokens'
       AND (b.agent_id = CAST(:agent AS uuid) OR b.tenant_id = CAST(:tenant AS uuid))
     ORDER BY b.id
       FOR UPDATE
), verdict AS (
    SELECT bool_and(room) AS granted, CAST(now() AT TIME ZONE 'UTC' AS date) AS day FROM budget
), counted AS (
    UPDATE budgets b
       SET day = verdict.day,
           used = CASE b.day WHEN verdict.day THEN b.used ELSE 0 END
                  + CASE WHEN verdict.granted THEN CAST(:tokens AS bigint) ELSE 0 END,
           refused = CASE b.day WHEN verdict.day THEN b.refused ELSE 0 END + CASE WHEN budget.room THEN 0 ELSE 1 END
      FROM budget, verdict
     WHERE b.id = budget.id
)
SELECT budget.own, budget.daily_limit, budget.room, verdict.day
  FROM budget, verdict
 ORDER BY budget.room, budget.own DESC
