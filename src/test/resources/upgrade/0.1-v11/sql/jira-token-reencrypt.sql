-- Replaces the encrypted token of a Jira site, unless it has changed meanwhile.
UPDATE jira_sites
   SET token_encrypted = :after
 WHERE tenant_id = CAST(:id AS uuid)
   AND token_encrypted = :before
