-- Where a stretch of so many executions ends, or where the first of all stands: one row, or none where there are fewer. Lines as in
-- history-executions.sql. The caller gives only conditions that one index tells of.
SELECT e.queued_at, e.id
  FROM agent_test_executions e
 WHERE true
   AND e.tenant_id = :scope                                               -- when scope
   AND e.tenant_id = :tenant                                              -- when tenant
   AND e.agent_id = :agent                                                -- when agent
   AND e.issue_key IN (:issue_key, upper(:issue_key))                     -- when issue_key
   AND e.status = 'queued'                                                -- when queued
   AND e.status = 'in_progress'                                           -- when in_progress
   AND e.status = 'failed'                                                -- when failed
   AND e.discarded_at IS NULL                                             -- when dead_letters
   AND e.error ->> 'reason' = :reason                                     -- when reason
   AND e.queued_at >= :from                                               -- when from
   AND e.queued_at <= :to                                                 -- when to
   AND (e.queued_at, e.id) < (:before_at, :before_id)                     -- when before_at
 ORDER BY e.queued_at DESC, e.id DESC OFFSET :window                      -- when window
 ORDER BY e.queued_at, e.id                                               -- when first
 LIMIT 1
