-- One execution, found by its id or by an id that was answered for a repeat of the same event.
SELECT e.id, e.agent_id, a.name AS agent_name, e.tenant_id, e.issue_key, e.event_type, e.status, e.attempt, e.epoch,
       e.summary, e.queued_at, e.started_at, e.completed_at, e.next_attempt_at, e.answered_by, e.error, e.result, e.origin, e.payload,
       e.discarded_at,
       CASE e.status WHEN 'in_progress' THEN e.awaited_until END AS awaited_until,
       (SELECT s.base_url FROM jira_sites s WHERE s.tenant_id = e.tenant_id) AS jira_url,
       CASE e.status WHEN 'queued' THEN (SELECT min(b.since)
                                           FROM breaker_states b
                                          WHERE b.agent_id = e.agent_id
                                            AND b.state = 'open'
                                            AND b.seen_at > now() - interval '30 seconds') END AS breaker_open_since
  FROM agent_test_executions e
  LEFT JOIN agents a ON a.id = e.agent_id
 WHERE e.id = coalesce((SELECT execution_id FROM execution_aliases WHERE id = :id), :id)
