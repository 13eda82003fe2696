-- Replaces the encrypted key of an agent's model, unless it has changed meanwhile.
UPDATE agent_models
   SET key_encrypted = :after
 WHERE agent_id = CAST(:id AS uuid)
   AND key_encrypted = :before
