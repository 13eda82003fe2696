-- Whom a session that has not ended belongs to.
SELECT coalesce(t.id, s.id) AS id, coalesce(t.name, s.name) AS name, coalesce(t.role, s.role) AS role,
       CASE WHEN s.token_id IS NULL THEN s.tenant_id ELSE t.tenant_id END AS tenant_id,
       least(t.expires_at, s.ends_at) AS expires_at
  FROM sessions s
  LEFT JOIN api_tokens t ON t.id = s.token_id
 WHERE s.id = :id AND s.ended_at IS NULL AND t.revoked_at IS NULL
