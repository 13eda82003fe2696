-- One token; no row when a valid one has the same name.
INSERT INTO api_tokens (id, name, token_sha256, role, tenant_id, expires_at)
SELECT :id, :name, :token_hash, :role, CAST(:tenant AS uuid),
       now() + make_interval(secs => CAST(:valid_seconds AS double precision))
 WHERE NOT EXISTS (
       SELECT FROM api_tokens
        WHERE name = :name AND revoked_at IS NULL AND (expires_at IS NULL OR expires_at > now()))
