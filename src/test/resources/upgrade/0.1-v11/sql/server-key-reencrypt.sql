-- Replaces an encrypted server key, unless it has changed meanwhile.
UPDATE server_keys
   SET key_encrypted = :after
 WHERE name = :id
   AND key_encrypted = :before
