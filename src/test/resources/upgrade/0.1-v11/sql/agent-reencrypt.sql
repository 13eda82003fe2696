-- Replaces one encrypted secret of an agent, unless it has been rotated meanwhile. No two are alike.
UPDATE agents
   SET hmac_secret_encrypted = CASE hmac_secret_encrypted WHEN :before THEN :after ELSE hmac_secret_encrypted END,
       previous_hmac_secret_encrypted =
           CASE previous_hmac_secret_encrypted WHEN :before THEN :after ELSE previous_hmac_secret_encrypted END
 WHERE id = CAST(:id AS uuid)
   AND :before IN (hmac_secret_encrypted, previous_hmac_secret_encrypted)
