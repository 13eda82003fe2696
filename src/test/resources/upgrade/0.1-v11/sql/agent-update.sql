-- Changes what is given of an agent, and writes down who did it.
WITH changed AS (
    UPDATE agents
       SET updated_at = now()
           , name = :name                                         -- when name
           , kind = :kind                                         -- when kind
           , status = :status                                     -- when status
           , url = :url                                           -- when url
           , public_key = :public_key                             -- when public_key
           , strict_payload = :strict_payload                     -- when strict_payload
           , idempotent = :idempotent                             -- when idempotent
           , concurrency = :concurrency                           -- when concurrency
           , max_attempts = :max_attempts                         -- when max_attempts
           , deadline_seconds = :deadline_seconds                 -- when deadline_seconds
           , answer_within_seconds = :answer_within_seconds       -- when answer_within_seconds
           , retry_for_seconds = :retry_for_seconds               -- when retry_for_seconds
           , runs_per_issue_hour = CAST(:runs_per_issue_hour AS integer) -- when runs_per_issue_hour
           , strict_order = :strict_order                         -- when strict_order
           , backup_agent_id = CAST(:backup_agent_id AS uuid)     -- when backup_agent_id
           , rate_limit = :rate_limit                             -- when rate_limit
     WHERE id = :id
    RETURNING id, tenant_id
), budgeted AS (                                                  -- when daily_runs
    INSERT INTO budgets (agent_id, daily_limit)                   -- when daily_runs
    SELECT id, :daily_runs FROM changed                           -- when daily_runs
    ON CONFLICT (agent_id, resource)                              -- when daily_runs
    DO UPDATE SET daily_limit = excluded.daily_limit              -- when daily_runs
), freed AS (                                                     -- when no_daily_runs
    DELETE FROM budgets                                           -- when no_daily_runs
     WHERE agent_id IN (SELECT id FROM changed)                   -- when no_daily_runs
       AND resource = 'runs'                                      -- when no_daily_runs
), tokens_budgeted AS (                                           -- when daily_tokens
    INSERT INTO budgets (agent_id, resource, daily_limit)         -- when daily_tokens
    SELECT id, 'tokens', :daily_tokens FROM changed               -- when daily_tokens
    ON CONFLICT (agent_id, resource)                              -- when daily_tokens
    DO UPDATE SET daily_limit = excluded.daily_limit              -- when daily_tokens
), tokens_freed AS (                                              -- when no_daily_tokens
    DELETE FROM budgets                                           -- when no_daily_tokens
     WHERE agent_id IN (SELECT id FROM changed)                   -- when no_daily_tokens
       AND resource = 'tokens'                                    -- when no_daily_tokens
), modelled AS (                                                  -- when model
    INSERT INTO agent_models                                      -- when model
           (agent_id, base_url, model, key_env, key_encrypted,    -- when model
            prompt_name, prompt_version, max_input_tokens,        -- when model
            max_output_tokens, input_price, output_price)         -- when model
    SELECT changed.id, m.*                                        -- when model
      FROM changed, jsonb_to_record(CAST(:model AS jsonb)) AS m ( -- when model
           base_url text, model text, key_env text,               -- when model
           key_encrypted text, prompt_name text,                  -- when model
           prompt_version integer, max_input_tokens integer,      -- when model
           max_output_tokens integer, input_price numeric,        -- when model
           output_price numeric)                                  -- when model
    ON CONFLICT (agent_id) DO UPDATE                              -- when model
       SET base_url = excluded.base_url, model = excluded.model,  -- when model
           key_env = excluded.key_env,                            -- when model
           key_encrypted = excluded.key_encrypted,                -- when model
           prompt_name = excluded.prompt_name,                    -- when model
           prompt_version = excluded.prompt_version,              -- when model
           max_input_tokens = excluded.max_input_tokens,          -- when model
           max_output_tokens = excluded.max_output_tokens,        -- when model
           input_price = excluded.input_price,                    -- when model
           output_price = excluded.output_price                   -- when model
), unmodelled AS (                                                -- when no_model
    DELETE FROM agent_models                                      -- when no_model
     WHERE agent_id IN (SELECT id FROM changed)                   -- when no_model
)
INSERT INTO audit_log (token_id, actor, action, tenant_id, agent_id, detail)
SELECT CAST(:token AS uuid), :actor, 'agent_changed', tenant_id, id, CAST(:detail AS jsonb)
  FROM changed
