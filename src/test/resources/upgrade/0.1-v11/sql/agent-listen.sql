-- Begins to listen to an agent's requests, or ends it, and writes down who did it.
WITH changed AS (
    UPDATE agents
       SET listening_until = CASE WHEN :minutes > 0 THEN now() + make_interval(mins => :minutes) END
     WHERE id = :id
    RETURNING id, tenant_id
)
INSERT INTO audit_log (token_id, actor, action, tenant_id, agent_id, detail)
SELECT CAST(:token AS uuid), :actor, 'agent_changed', tenant_id, id, jsonb_build_object('listening_minutes', :minutes)
  FROM changed
