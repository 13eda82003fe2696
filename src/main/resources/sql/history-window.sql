-- Since when there have been so many executions: one row, or none where there are fewer. Lines as in history-executions.sql.
SELECT e.queued_at
  FROM agent_test_executions e
 WHERE true
   AND e.tenant_id = :scope                                               -- when scope
   AND e.tenant_id = :tenant                                              -- when tenant
   AND e.agent_id = :agent                                                -- when agent
   AND e.queued_at >= :from                                               -- when from
   AND e.queued_at <= :to                                                 -- when to
   AND (e.queued_at, e.id) < (:before_at, :before_id)                     -- when before_at
 ORDER BY e.queued_at DESC
OFFSET :window LIMIT 1
