-- Tenants with what they may use: all, or that with this id or name.
SELECT t.id, t.name, t.created_at, t.rate_limit, t.own_accounts, b.daily_limit AS daily_runs,
       tokens.daily_limit AS daily_tokens
  FROM tenants t
  LEFT JOIN budgets b ON b.tenant_id = t.id AND b.resource = 'runs'
  LEFT JOIN budgets tokens ON tokens.tenant_id = t.id AND tokens.resource = 'tokens'
 WHERE true
   AND t.id = :id                                                 -- when id
   AND t.name = :name                                             -- when name
 ORDER BY t.name
