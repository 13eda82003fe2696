-- The session of a token's holder; no row when there is no such token.
WITH swept AS (
    DELETE FROM sessions WHERE ends_at < now() - interval '1 day'
),
begun AS (
    INSERT INTO sessions (id, token_id, ends_at)
    SELECT :id, id, now() + make_interval(secs => CAST(:longest_seconds AS double precision))
      FROM api_tokens
     WHERE id = :token AND revoked_at IS NULL
    RETURNING token_id
)
INSERT INTO audit_log (token_id, actor, action, tenant_id, detail)
SELECT t.id, t.name, 'signed_in', t.tenant_id, jsonb_build_object('by', CAST(:by AS text))
  FROM begun JOIN api_tokens t ON t.id = begun.token_id
