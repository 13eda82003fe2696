-- One tenant and who made it; no row when its name or id is taken.
WITH made AS (
    INSERT INTO tenants (id, name, rate_limit)
    VALUES (:id, :name, :rate_limit)
    ON CONFLICT DO NOTHING
    RETURNING id, name
), budgeted AS (
    INSERT INTO budgets (tenant_id, resource, daily_limit)
    SELECT made.id, budget.resource, budget.daily_limit
      FROM made,
           (VALUES ('runs', CAST(:daily_runs AS bigint)), ('tokens', CAST(:daily_tokens AS bigint))) AS budget (resource, daily_limit)
     WHERE budget.daily_limit IS NOT NULL
)
INSERT INTO audit_log (token_id, actor, action, tenant_id, detail)
SELECT CAST(:token AS uuid), :actor, 'tenant_created', id, jsonb_build_object('name', name)
  FROM made
