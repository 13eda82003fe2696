SELECT t.id, t.name, t.rate_limit, t.own_accounts, b.daily_limit AS daily_runs,
       CASE WHEN b.day = CAST(now() AT TIME ZONE 'UTC' AS date) THEN b.used WHEN b.id IS NOT NULL THEN 0 END
           AS runs_today, tokens.daily_limit AS daily_tokens,
       CASE WHEN tokens.day = CAST(now() AT TIME ZONE 'UTC' AS date) THEN tokens.used WHEN tokens.id IS NOT NULL THEN 0 END
           AS tokens_today,
       t.created_at
  FROM tenants t
  LEFT JOIN budgets b ON b.tenant_id = t.id AND b.resource = 'runs'
  LEFT JOIN budgets tokens ON tokens.tenant_id = t.id AND tokens.resource = 'tokens'
 WHERE true
   AND t.id = :scope                                             -- when scope
   AND t.id = :id                                                -- when id
 ORDER BY t.name
