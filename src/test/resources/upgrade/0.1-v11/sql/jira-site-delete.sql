-- Forgets a tenant's Jira and its token. Comments that are there are looked for when it is connected again.
WITH removed AS (
    DELETE FROM jira_sites WHERE tenant_id = :tenant RETURNING tenant_id, base_url
), forgotten AS (
    UPDATE jira_comments SET comment_id = NULL, content_sha256 = NULL WHERE tenant_id IN (SELECT tenant_id FROM removed)
)
INSERT INTO audit_log (token_id, actor, action, tenant_id, detail)
SELECT CAST(:token AS uuid), :actor, 'jira_removed', tenant_id, jsonb_build_object('base_url', base_url)
  FROM removed
