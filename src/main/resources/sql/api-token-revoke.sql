-- Ends a token: that with this id, or the valid one with this name. One revoked before keeps its time.
UPDATE api_tokens
   SET revoked_at = coalesce(revoked_at, now())
 WHERE id = CAST(:id AS uuid)
    OR (CAST(:id AS uuid) IS NULL AND name = :name AND revoked_at IS NULL
        AND (expires_at IS NULL OR expires_at > now()))
RETURNING id
