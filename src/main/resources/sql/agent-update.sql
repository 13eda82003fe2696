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
           , retry_for_seconds = :retry_for_seconds               -- when retry_for_seconds
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
)
INSERT INTO audit_log (token_id, actor, action, tenant_id, agent_id, detail)
SELECT CAST(:token AS uuid), :actor, 'agent_changed', tenant_id, id, CAST(:detail AS jsonb)
  FROM changed
