-- A page of the audit log, newest first.
SELECT l.id, l.at, l.actor, l.token_id, l.action, l.execution_id, e.issue_key, l.agent_id, a.name AS agent_name, l.tenant_id, l.detail
  FROM audit_log l
  LEFT JOIN agent_test_executions e ON e.id = l.execution_id
  LEFT JOIN agents a ON a.id = l.agent_id
 WHERE true
   AND l.tenant_id = :scope                                      -- when scope
   AND l.execution_id = :execution                               -- when execution
   AND l.action = :action                                        -- when action
   AND l.id < :before                                            -- when before
 ORDER BY l.id DESC
 LIMIT :limit
