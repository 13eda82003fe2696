-- Agents with what waits for them and what they are at; each count reads one part of a partial index.
WITH used AS (
    SELECT b.agent_id, b.tenant_id,
           max(b.daily_limit) FILTER (WHERE b.resource = 'runs') AS daily_runs,
           max(today.used) FILTER (WHERE b.resource = 'runs') AS runs_today,
           max(b.daily_limit) FILTER (WHERE b.resource = 'tokens') AS daily_tokens,
           max(today.used) FILTER (WHERE b.resource = 'tokens') AS tokens_today
      FROM budgets b
     CROSS JOIN LATERAL (SELECT CASE WHEN b.day = CAST(now() AT TIME ZONE 'UTC' AS date) THEN b.used ELSE 0 END AS used) today
     GROUP BY b.agent_id, b.tenant_id
)
SELECT a.id, a.tenant_id, t.name AS tenant_name, a.name, a.kind, a.status, a.url, a.idempotent, a.strict_payload,
       a.concurrency, a.max_attempts, a.deadline_seconds, a.answer_within_seconds, a.retry_for_seconds,
       a.runs_per_issue_hour, a.strict_order, a.backup_agent_id,
       (SELECT backup.name FROM agents backup WHERE backup.id = a.backup_agent_id) AS backup_name,
       (SELECT jsonb_agg(jsonb_build_object('worker', s.worker, 'state', s.state, 'since', s.since) ORDER BY s.worker)
          FROM breaker_states s WHERE s.agent_id = a.id AND s.seen_at > now() - interval '30 seconds') AS breakers,
       CASE WHEN a.listening_until > now() THEN a.listening_until END AS listening_until,
       a.public_key, a.rate_limit, t.rate_limit AS tenant_rate_limit, a.created_at, a.updated_at,
       CASE WHEN a.previous_hmac_secret_until > now() THEN a.previous_hmac_secret_until END AS previous_secret_until,
       own.daily_runs, own.runs_today, own.daily_tokens, own.tokens_today,
       shared.daily_runs AS tenant_daily_runs, shared.runs_today AS tenant_runs_today,
       shared.daily_tokens AS tenant_daily_tokens, shared.tokens_today AS tenant_tokens_today,
       (SELECT jsonb_build_object('name', m.model, 'base_url', m.base_url, 'key', CASE WHEN m.key_encrypted IS NULL THEN m.key_env ELSE 'stored' END,
                                  'prompt', m.prompt_name, 'prompt_version', m.prompt_version,
                                  'max_input_tokens', m.max_input_tokens, 'max_output_tokens', m.max_output_tokens,
                                  'input_price', m.input_price, 'output_price', m.output_price)
          FROM agent_models m WHERE m.agent_id = a.id) AS model,
       (SELECT count(*) FROM agent_test_executions e WHERE e.agent_id = a.id AND e.status = 'queued') AS queued,
       (SELECT count(*) FROM agent_test_executions e WHERE e.agent_id = a.id AND e.status = 'in_progress') AS running,
       (SELECT e.queued_at FROM agent_test_executions e WHERE e.agent_id = a.id
         ORDER BY e.queued_at DESC, e.id DESC LIMIT 1) AS last_seen
  FROM agents a
  JOIN tenants t ON t.id = a.tenant_id
  LEFT JOIN used own ON own.agent_id = a.id
  LEFT JOIN used shared ON shared.tenant_id = a.tenant_id
 WHERE true
   AND a.tenant_id = :scope                                      -- when scope
   AND a.tenant_id = :tenant                                     -- when tenant
   AND a.status = :status                                        -- when status
   AND a.id = :agent                                             -- when agent
 ORDER BY a.name, a.id
