-- Tokens with their tenant's name and whether they still open anything; all, or one.
SELECT k.id, k.name, k.role, k.tenant_id, t.name AS tenant_name, k.created_at, k.expires_at, k.revoked_at,
       CASE WHEN k.revoked_at IS NOT NULL THEN 'revoked' WHEN k.expires_at <= now() THEN 'expired' ELSE 'valid' END
           AS state
  FROM api_tokens k
  LEFT JOIN tenants t ON t.id = k.tenant_id
 WHERE CAST(:id AS uuid) IS NULL OR k.id = CAST(:id AS uuid)
 ORDER BY k.name, k.created_at, k.id
