-- Has an execution's result told again, also where it has not been told yet; not where a later one's has been. What was
-- written before counts no more, so that it is written even if it is the same.
WITH wanted AS (
    INSERT INTO jira_comments AS c (agent_id, issue_key, tenant_id, execution_id, epoch, seq, by_rule)
    SELECT x.agent_id, x.issue_key, x.tenant_id, x.id, x.epoch, x.seq, false
      FROM agent_test_executions x
      JOIN jira_sites s ON s.tenant_id = x.tenant_id
     WHERE x.id = :id
       AND x.status = 'completed'
       AND x.agent_id IS NOT NULL
       AND length(x.issue_key) BETWEEN 1 AND 255
       AND x.tenant_id = :scope                                   -- when scope
    ON CONFLICT (agent_id, issue_key) DO UPDATE
       SET execution_id = excluded.execution_id,
           epoch = excluded.epoch,
           seq = excluded.seq,
           state = 'pending',
           wanted_at = now(),
           attempts = 0,
           next_attempt_at = now(),
           content_sha256 = NULL,
           preview = NULL,
           error = NULL
     WHERE (excluded.seq, excluded.epoch) >= (c.seq, c.epoch)
    RETURNING c.execution_id, c.tenant_id, c.agent_id
)
INSERT INTO audit_log (token_id, actor, action, execution_id, tenant_id, agent_id)
SELECT :token, :actor, 'comment_requested', execution_id, tenant_id, agent_id
  FROM wanted
