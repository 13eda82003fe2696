-- Changes whether a tenant's results are told in Jira.
WITH changed AS (
    UPDATE jira_sites SET mode = :mode WHERE tenant_id = :tenant RETURNING tenant_id
)
INSERT INTO audit_log (token_id, actor, action, tenant_id, detail)
SELECT CAST(:token AS uuid), :actor, 'jira_changed', tenant_id, jsonb_build_object('mode', CAST(:mode AS text))
  FROM changed
