-- A new secret; the present one becomes the previous one, and stays valid for a while. Writes down who did it.
WITH rotated AS (
    UPDATE agents
       SET previous_hmac_secret_encrypted = hmac_secret_encrypted,
           previous_hmac_secret_until = now() + make_interval(secs => :valid_seconds),
           hmac_secret_encrypted = :secret
     WHERE id = :id
    RETURNING id, tenant_id, previous_hmac_secret_until
), noted AS (
    INSERT INTO audit_log (token_id, actor, action, tenant_id, agent_id, detail)
    SELECT CAST(:token AS uuid), :actor, 'secret_rotated', tenant_id, id,
           jsonb_build_object('previous_valid_until', previous_hmac_secret_until)
      FROM rotated
)
SELECT previous_hmac_secret_until
  FROM rotated
