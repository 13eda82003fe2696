-- Agents with their tenant's name: all, those of one tenant, or one.
SELECT a.id, a.tenant_id, t.name AS tenant_name, a.name, a.kind, a.status, a.url, a.strict_payload, a.idempotent,
       a.concurrency, a.max_attempts, a.deadline_seconds, a.answer_within_seconds, a.retry_for_seconds,
       a.runs_per_issue_hour, a.strict_order, a.backup_agent_id,
       a.public_key, a.rate_limit, b.daily_limit AS daily_runs, tokens.daily_limit AS daily_tokens, a.created_at,
       (SELECT to_jsonb(m) FROM agent_models m WHERE m.agent_id = a.id) AS model,
       CASE WHEN a.previous_hmac_secret_until > now() THEN a.previous_hmac_secret_until END AS previous_secret_until
  FROM agents a
  JOIN tenants t ON t.id = a.tenant_id
  LEFT JOIN budgets b ON b.agent_id = a.id AND b.resource = 'runs'
  LEFT JOIN budgets tokens ON tokens.agent_id = a.id AND tokens.resource = 'tokens'
 WHERE (CAST(:tenant AS uuid) IS NULL OR a.tenant_id = CAST(:tenant AS uuid))
   AND (CAST(:id AS uuid) IS NULL OR a.id = CAST(:id AS uuid))
 ORDER BY t.name, a.name, a.id
