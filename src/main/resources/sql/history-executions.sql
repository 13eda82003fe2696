-- A page of executions, newest first. A line that ends in "when" is left out unless its condition is given, so that every
-- combination of filters gets a plan of its own. Words are sought either among the newest that the other filters let
-- through ("recent"), which is quick for frequent ones, or by their index ("indexed"), which knows what has ended and is quick for
-- rare ones; OFFSET 0 keeps PostgreSQL, which cannot tell how frequent the beginning of a word is, from guessing.
SELECT e.id, e.agent_id, a.name AS agent_name, e.tenant_id, e.issue_key, e.event_type, e.summary, e.status, e.attempt, e.epoch,
       e.queued_at, e.started_at, e.completed_at, e.next_attempt_at, e.answered_by, e.error
  FROM (SELECT e.id, e.agent_id, e.tenant_id, e.issue_key, e.event_type, e.summary, e.status, e.attempt, e.epoch,
               e.queued_at, e.started_at, e.completed_at, e.next_attempt_at, e.answered_by, e.error
          FROM agent_test_executions e
         WHERE true
           AND e.tenant_id = :scope                                       -- when scope
           AND e.tenant_id = :tenant                                      -- when tenant
           AND e.agent_id = :agent                                        -- when agent
           AND e.issue_key IN (:issue_key, upper(:issue_key))             -- when issue_key
           AND e.status = 'queued'                                        -- when queued
           AND e.status = 'in_progress'                                   -- when in_progress
           AND e.status = 'completed'                                     -- when completed
           AND e.status = 'failed'                                        -- when failed
           AND e.discarded_at IS NULL                                     -- when dead_letters
           AND e.error ->> 'reason' = :reason                             -- when reason
           AND e.queued_at >= :from                                       -- when from
           AND e.queued_at <= :to                                         -- when to
           AND e.queued_at >= :since                                      -- when since
           AND (e.queued_at, e.id) < (:before_at, :before_id)             -- when before_at
           AND e.completed_at IS NOT NULL                                 -- when indexed
           AND execution_words(e.issue_key, e.summary, e.error) @@ sought_words(:q)                    -- when indexed
        OFFSET 0                                                          -- when indexed
         ORDER BY e.queued_at DESC, e.id DESC LIMIT :recent               -- when recent
       ) e
  LEFT JOIN agents a ON a.id = e.agent_id
 WHERE true
   AND execution_words(e.issue_key, e.summary, e.error) @@ sought_words(:q)                                        -- when recent
 ORDER BY e.queued_at DESC, e.id DESC
 LIMIT :limit
