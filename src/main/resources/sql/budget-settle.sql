-- Gives back what was counted for runs that never came to their agent. Locks budgets in the order of budget-charge.sql.
WITH unused AS (
    SELECT o.owner_id, o.day, count(*) AS runs
      FROM jsonb_to_recordset(CAST(:#unused AS jsonb)) AS u (agent_id uuid, tenant_id uuid, day date)
     CROSS JOIN LATERAL (VALUES (u.agent_id, u.day), (u.tenant_id, u.day)) AS o (owner_id, day)
     GROUP BY o.owner_id, o.day
), budget AS (
    SELECT b.id
      FROM budgets b
     WHERE b.resource = 'runs'
       AND coalesce(b.agent_id, b.tenant_id) IN (SELECT owner_id FROM unused)
     ORDER BY b.id
       FOR UPDATE
)
UPDATE budgets b
   SET used = greatest(0, b.used - unused.runs)
  FROM budget, unused
 WHERE b.id = budget.id
   AND coalesce(b.agent_id, b.tenant_id) = unused.owner_id
   AND b.day = unused.day
