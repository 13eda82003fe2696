-- The daily budgets with what of them is used today.
SELECT CASE WHEN b.agent_id IS NULL THEN 'tenant' ELSE 'agent' END AS scope,
       coalesce(t.name, own.name) AS tenant, coalesce(CAST(b.agent_id AS text), '') AS agent, b.resource, b.daily_limit,
       CASE WHEN b.day = CAST(now() AT TIME ZONE 'UTC' AS date) THEN b.used ELSE 0 END AS used,
       CASE WHEN b.day = CAST(now() AT TIME ZONE 'UTC' AS date) THEN b.refused ELSE 0 END AS refused
  FROM budgets b
  LEFT JOIN tenants t ON t.id = b.tenant_id
  LEFT JOIN agents a ON a.id = b.agent_id
  LEFT JOIN tenants own ON own.id = a.tenant_id
