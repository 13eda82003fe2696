-- The session of somebody whom the provider has signed in; no row when its answer was used before. Sessions of the same
-- person with another role or tenant end.
WITH swept AS (
    DELETE FROM sessions WHERE ends_at < now() - interval '1 day'
),
begun AS (
    INSERT INTO sessions (id, subject, name, role, tenant_id, id_token_encrypted, state_sha256, ends_at)
    VALUES (:id, :subject, :name, :role, CAST(:tenant AS uuid), :id_token, :state,
            now() + make_interval(secs => CAST(:longest_seconds AS double precision)))
    ON CONFLICT (state_sha256) DO NOTHING
    RETURNING id, subject, name, role, tenant_id
),
outdated AS (
    UPDATE sessions s
       SET ended_at = now()
      FROM begun
     WHERE s.subject = begun.subject AND s.ended_at IS NULL
       AND (s.role <> begun.role OR s.tenant_id IS DISTINCT FROM begun.tenant_id)
)
INSERT INTO audit_log (token_id, actor, action, tenant_id, detail)
SELECT id, name, 'signed_in', tenant_id, jsonb_build_object('by', 'provider', 'subject', subject, 'role', role)
  FROM begun
