-- One agent; no row when there is no such tenant.
INSERT INTO agents (id, tenant_id, name, kind, status, url, hmac_secret_encrypted, automation_token_sha256,
                    strict_payload, idempotent, concurrency, max_attempts, deadline_seconds,
                    retry_for_seconds, strict_order, backup_agent_id)
SELECT :id, t.id, :name, :kind, :status, :url, :secret, :token_hash,
       :strict_payload, :idempotent, :concurrency, :max_attempts, :deadline_seconds,
       :retry_for_seconds, :strict_order, CAST(:backup AS uuid)
  FROM tenants t
 WHERE t.id = :tenant
