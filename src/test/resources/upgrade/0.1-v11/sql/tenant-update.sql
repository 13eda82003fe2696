-- Changes what is given of a tenant, and writes down who did it.
WITH changed AS (
    UPDATE tenants
       SET name = name
           , rate_limit = :rate_limit                             -- when rate_limit
           , own_accounts = string_to_array(:own_accounts, ',')   -- when own_accounts
     WHERE id = :id
    RETURNING id
), budgeted AS (                                                  -- when daily_runs
    INSERT INTO budgets (tenant_id, daily_limit)                  -- when daily_runs
    SELECT id, :daily_runs FROM changed                           -- when daily_runs
    ON CONFLICT (tenant_id, resource)                             -- when daily_runs
    DO UPDATE SET daily_limit = excluded.daily_limit              -- when daily_runs
), freed AS (                                                     -- when no_daily_runs
    DELETE FROM budgets                                           -- when no_daily_runs
     WHERE tenant_id IN (SELECT id FROM changed)                  -- when no_daily_runs
       AND resource = 'runs'                                      -- when no_daily_runs
), tokens_budgeted AS (                                           -- when daily_tokens
    INSERT INTO budgets (tenant_id, resource, daily_limit)        -- when daily_tokens
    SELECT id, 'tokens', :daily_tokens FROM changed               -- when daily_tokens
    ON CONFLICT (tenant_id, resource)                             -- when daily_tokens
    DO UPDATE SET daily_limit = excluded.daily_limit              -- when daily_tokens
), tokens_freed AS (                                              -- when no_daily_tokens
    DELETE FROM budgets                                           -- when no_daily_tokens
     WHERE tenant_id IN (SELECT id FROM changed)                  -- when no_daily_tokens
       AND resource = 'tokens'                                    -- when no_daily_tokens
)
INSERT INTO audit_log (token_id, actor, action, tenant_id, detail)
SELECT CAST(:token AS uuid), :actor, 'tenant_changed', id, CAST(:detail AS jsonb)
  FROM changed
