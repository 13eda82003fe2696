-- A new secret; the present one becomes the previous one, and stays valid for a while.
UPDATE agents
   SET previous_hmac_secret_encrypted = hmac_secret_encrypted,
       previous_hmac_secret_until = now() + make_interval(secs => :valid_seconds),
       hmac_secret_encrypted = :secret
 WHERE id = :id
RETURNING previous_hmac_secret_until
