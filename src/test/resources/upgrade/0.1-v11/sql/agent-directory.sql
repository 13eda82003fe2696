-- What receivers and workers know of all agents by heart.
SELECT a.id, a.tenant_id, t.name AS tenant_name, a.name, a.kind, a.status, a.hmac_secret_encrypted,
       a.automation_token_sha256, a.public_key, a.strict_payload, a.url, a.deadline_seconds,
       CASE WHEN a.previous_hmac_secret_until > now() THEN a.previous_hmac_secret_encrypted END AS previous,
       (SELECT to_jsonb(m) FROM agent_models m WHERE m.agent_id = a.id) AS model,
       a.rate_limit, own.daily_limit AS daily_runs, own_tokens.daily_limit AS daily_tokens,
       a.runs_per_issue_hour, array_remove(t.own_accounts || s.account_id, NULL) AS own_accounts,
       CASE WHEN a.listening_until > now() THEN a.listening_until END AS listening_until,
       t.rate_limit AS tenant_rate_limit, shared.daily_limit AS tenant_daily_runs,
       shared_tokens.daily_limit AS tenant_daily_tokens
  FROM agents a
  JOIN tenants t ON t.id = a.tenant_id
  LEFT JOIN jira_sites s ON s.tenant_id = t.id
  LEFT JOIN budgets own ON own.agent_id = a.id AND own.resource = 'runs'
  LEFT JOIN budgets own_tokens ON own_tokens.agent_id = a.id AND own_tokens.resource = 'tokens'
  LEFT JOIN budgets shared ON shared.tenant_id = t.id AND shared.resource = 'runs'
  LEFT JOIN budgets shared_tokens ON shared_tokens.tenant_id = t.id AND shared_tokens.resource = 'tokens'
