-- One token, and who made it; no row when a valid one has the same name.
WITH made AS (
    INSERT INTO api_tokens (id, name, token_sha256, role, tenant_id, expires_at)
    SELECT :id, :name, :token_hash, :role, CAST(:tenant AS uuid),
           now() + make_interval(secs => CAST(:valid_seconds AS double precision))
     WHERE NOT EXISTS (
           SELECT FROM api_tokens
            WHERE name = :name AND revoked_at IS NULL AND (expires_at IS NULL OR expires_at > now()))
    RETURNING id, name, role, tenant_id, expires_at
)
INSERT INTO audit_log (token_id, actor, action, tenant_id, detail)
SELECT CAST(:token AS uuid), :actor, 'token_created', tenant_id,
       jsonb_build_object('id', id, 'name', name, 'role', role, 'expires_at', expires_at)
  FROM made
