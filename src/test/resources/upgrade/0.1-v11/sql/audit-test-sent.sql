-- Writes down that somebody has sent an agent a sample event.
INSERT INTO audit_log (token_id, actor, action, execution_id, tenant_id, agent_id)
VALUES (CAST(:token AS uuid), :actor, 'test_sent', :execution, :tenant, :agent)
