-- Ends a token: that with this id, or the valid one with this name, and writes down who did it. One revoked before keeps
-- its time.
WITH found AS (
    SELECT id, revoked_at IS NULL AS valid
      FROM api_tokens
     WHERE id = CAST(:id AS uuid)
        OR (CAST(:id AS uuid) IS NULL AND name = :name AND revoked_at IS NULL
            AND (expires_at IS NULL OR expires_at > now()))
), revoked AS (
    UPDATE api_tokens k
       SET revoked_at = now()
      FROM found
     WHERE k.id = found.id
       AND found.valid
    RETURNING k.id, k.name, k.tenant_id
), noted AS (
    INSERT INTO audit_log (token_id, actor, action, tenant_id, detail)
    SELECT CAST(:token AS uuid), :actor, 'token_revoked', tenant_id, jsonb_build_object('id', id, 'name', name)
      FROM revoked
)
SELECT id
  FROM found
