-- A new token for Jira Automation; the one before ends. Writes down who did it.
WITH rotated AS (
    UPDATE agents
       SET automation_token_sha256 = :hash
     WHERE id = :id
    RETURNING id, tenant_id
)
INSERT INTO audit_log (token_id, actor, action, tenant_id, agent_id)
SELECT CAST(:token AS uuid), :actor, 'automation_token_rotated', tenant_id, id
  FROM rotated
