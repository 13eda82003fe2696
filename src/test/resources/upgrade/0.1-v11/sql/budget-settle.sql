-- Gives back what was counted and not used: runs that never came to their agent, tokens that a model did not need. What was
-- used beyond it is negative. Locks budgets in the order of budget-charge.sql.
WITH unused AS (
    SELECT o.owner_id, o.day, o.resource, CAST(sum(o.amount) AS bigint) AS amount
      FROM jsonb_to_recordset(CAST(:#unused AS jsonb))
               AS u (agent_id uuid, tenant_id uuid, day date, resource text, amount bigint)
     CROSS JOIN LATERAL (VALUES (u.agent_id, u.day, u.resource, u.amount), (u.tenant_id, u.day, u.resource, u.amount))
               AS o (owner_id, day, resource, amount)
     GROUP BY o.owner_id, o.day, o.resource
), budget AS (
    SELECT b.id
      FROM budgets b
     WHERE (coalesce(b.agent_id, b.tenant_id), b.resource) IN (SELECT owner_id, resource FROM unused)
     ORDER BY b.id
       FOR UPDATE
)
UPDATE budgets b
   SET used = greatest(0, b.used - unused.amount)
  FROM budget, unused
 WHERE b.id = budget.id
   AND coalesce(b.agent_id, b.tenant_id) = unused.owner_id
   AND b.resource = unused.resource
   AND b.day = unused.day
