-- The comment in which an execution's result is told, or has been replaced by a later one's.
SELECT c.execution_id, c.state, c.wanted_at, c.attempts, c.next_attempt_at, c.sent_at, c.comment_id, CAST(c.preview AS text) AS preview,
       CAST(c.error AS text) AS error, s.base_url, s.mode, s.rest_until
  FROM agent_test_executions x
  JOIN jira_comments c ON c.agent_id = x.agent_id AND c.issue_key = x.issue_key AND c.seq >= x.seq
  LEFT JOIN jira_sites s ON s.tenant_id = c.tenant_id
 WHERE x.id = :id
