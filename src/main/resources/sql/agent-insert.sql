-- One agent, its budget if it has one, and who made it; no row when there is no such tenant.
WITH made AS (
    INSERT INTO agents (id, tenant_id, name, kind, status, url, hmac_secret_encrypted, automation_token_sha256,
                        strict_payload, idempotent, concurrency, max_attempts, deadline_seconds, rate_limit,
                        retry_for_seconds, strict_order, backup_agent_id, public_key)
    SELECT :id, t.id, :name, :kind, :status, :url, :secret, :token_hash,
           :strict_payload, :idempotent, :concurrency, :max_attempts, :deadline_seconds, :rate_limit,
           :retry_for_seconds, :strict_order, CAST(:backup AS uuid), CAST(:public_key AS text)
      FROM tenants t
     WHERE t.id = :tenant
    RETURNING id, tenant_id
), budgeted AS (
    INSERT INTO budgets (agent_id, daily_limit)
    SELECT id, CAST(:daily_runs AS bigint)
      FROM made
     WHERE CAST(:daily_runs AS bigint) IS NOT NULL
)
INSERT INTO audit_log (token_id, actor, action, tenant_id, agent_id, detail)
SELECT CAST(:token AS uuid), :actor, 'agent_created', tenant_id, id, CAST(:detail AS jsonb)
  FROM made
