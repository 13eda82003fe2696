-- One tenant and who made it; no row when its name or id is taken.
WITH made AS (
    INSERT INTO tenants (id, name, rate_limit)
    VALUES (:id, :name, :rate_limit)
    ON CONFLICT DO NOTHING
    RETURNING id, name
), budgeted AS (
    INSERT INTO budgets (tenant_id, daily_limit)
    SELECT id, CAST(:daily_runs AS bigint)
      FROM made
     WHERE CAST(:daily_runs AS bigint) IS NOT NULL
)
INSERT INTO audit_log (token_id, actor, action, tenant_id, detail)
SELECT CAST(:token AS uuid), :actor, 'tenant_created', id, jsonb_build_object('name', name)
  FROM made
