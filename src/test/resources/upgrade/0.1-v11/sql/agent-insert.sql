-- One agent, its model and budgets if it has any, and who made it; no row when there is no such tenant.
WITH made AS (
    INSERT INTO agents (id, tenant_id, name, kind, status, url, hmac_secret_encrypted, automation_token_sha256,
                        strict_payload, idempotent, concurrency, max_attempts, deadline_seconds, rate_limit,
                        answer_within_seconds, retry_for_seconds, runs_per_issue_hour, strict_order, backup_agent_id,
                        public_key)
    SELECT :id, t.id, :name, :kind, :status, :url, :secret, :token_hash,
           :strict_payload, :idempotent, :concurrency, :max_attempts, :deadline_seconds, :rate_limit,
           :answer_within_seconds, :retry_for_seconds, CAST(:runs_per_issue_hour AS integer), :strict_order, CAST(:backup AS uuid),
           CAST(:public_key AS text)
      FROM tenants t
     WHERE t.id = :tenant
    RETURNING id, tenant_id
), budgeted AS (
    INSERT INTO budgets (agent_id, resource, daily_limit)
    SELECT made.id, budget.resource, budget.daily_limit
      FROM made,
           (VALUES ('runs', CAST(:daily_runs AS bigint)), ('tokens', CAST(:daily_tokens AS bigint))) AS budget (resource, daily_limit)
     WHERE budget.daily_limit IS NOT NULL
), modelled AS (
    INSERT INTO agent_models (agent_id, base_url, model, key_env, key_encrypted, prompt_name, prompt_version,
                              max_input_tokens, max_output_tokens, input_price, output_price)
    SELECT made.id, m.*
      FROM made,
           jsonb_to_record(CAST(:model AS jsonb)) AS m (
                  base_url text, model text, key_env text, key_encrypted text, prompt_name text, prompt_version integer,
                  max_input_tokens integer, max_output_tokens integer, input_price numeric, output_price numeric)
     WHERE CAST(:model AS jsonb) IS NOT NULL
)
INSERT INTO audit_log (token_id, actor, action, tenant_id, agent_id, detail)
SELECT CAST(:token AS uuid), :actor, 'agent_created', tenant_id, id, CAST(:detail AS jsonb)
  FROM made
