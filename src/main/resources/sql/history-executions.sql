-- A page of executions, newest first. A line that ends in "when" is left out unless its condition is given, so that every
-- combination of filters gets a plan of its own. Words are compared one row after the other: for a short stretch, from "since" on.
SELECT e.id, e.agent_id, a.name AS agent_name, e.tenant_id, e.issue_key, e.event_type, e.summary, e.status, e.attempt, e.epoch,
       e.queued_at, e.started_at, e.completed_at, e.next_attempt_at, e.answered_by, e.error
  FROM agent_test_executions e
  LEFT JOIN agents a ON a.id = e.agent_id
 WHERE true
   AND e.tenant_id = :scope                                               -- when scope
   AND e.tenant_id = :tenant                                              -- when tenant
   AND e.agent_id = :agent                                                -- when agent
   AND e.issue_key IN (:issue_key, upper(:issue_key))                     -- when issue_key
   AND e.status = 'queued'                                                -- when queued
   AND e.status = 'in_progress'                                           -- when in_progress
   AND e.status = 'completed'                                             -- when completed
   AND e.status = 'failed'                                                -- when failed
   AND e.discarded_at IS NULL                                             -- when dead_letters
   AND e.error ->> 'reason' = :reason                                     -- when reason
   AND e.queued_at >= :from                                               -- when from
   AND e.queued_at <= :to                                                 -- when to
   AND (e.queued_at, e.id) < (:before_at, :before_id)                     -- when before_at
   AND (e.queued_at, e.id) >= (:since_at, :since_id)                      -- when since_at
   AND execution_words(e.issue_key, e.summary, e.error) @@ sought_words(:q)   -- when q
 ORDER BY e.queued_at DESC, e.id DESC
 LIMIT :limit
