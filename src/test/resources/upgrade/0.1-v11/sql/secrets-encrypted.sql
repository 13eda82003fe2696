-- Everything that is encrypted with ENCRYPTION_KEY.
SELECT 'agent' AS holder, CAST(id AS text) AS id, hmac_secret_encrypted AS secret
  FROM agents
UNION ALL
SELECT 'agent', CAST(id AS text), previous_hmac_secret_encrypted
  FROM agents
 WHERE previous_hmac_secret_encrypted IS NOT NULL
UNION ALL
SELECT 'model key of agent', CAST(agent_id AS text), key_encrypted
  FROM agent_models
 WHERE key_encrypted IS NOT NULL
UNION ALL
SELECT 'server key', name, key_encrypted
  FROM server_keys
UNION ALL
SELECT 'jira site', CAST(tenant_id AS text), token_encrypted
  FROM jira_sites
