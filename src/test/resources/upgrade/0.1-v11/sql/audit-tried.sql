-- Writes down that somebody has had an agent asked about a ticket that nobody has sent.
INSERT INTO audit_log (token_id, actor, action, tenant_id, agent_id, detail)
SELECT CAST(:token AS uuid), :actor, 'test_sent', tenant_id, id, jsonb_build_object('tried', true)
  FROM agents
 WHERE id = :agent
