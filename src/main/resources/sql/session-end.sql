-- Signs out; no row when the session has ended before.
WITH ended AS (
    UPDATE sessions
       SET ended_at = now()
     WHERE id = :id AND ended_at IS NULL AND ends_at > now()
    RETURNING id, token_id, name, tenant_id, id_token_encrypted
),
told AS (
    INSERT INTO audit_log (token_id, actor, action, tenant_id)
    SELECT coalesce(t.id, e.id), coalesce(t.name, e.name), 'signed_out', coalesce(t.tenant_id, e.tenant_id)
      FROM ended e LEFT JOIN api_tokens t ON t.id = e.token_id
)
SELECT id_token_encrypted FROM ended
