-- How many dead letters a filter matches, counted up to the limit.
SELECT count(*)
  FROM (SELECT
          FROM agent_test_executions e
         WHERE e.status = 'failed'
           AND e.discarded_at IS NULL
           AND e.agent_id IS NOT NULL
           AND e.id IN (:ids)                                     -- when ids
           AND e.tenant_id = :scope                               -- when scope
           AND e.tenant_id = :tenant                              -- when tenant
           AND e.agent_id = :agent                                -- when agent
           AND e.issue_key IN (:issue_key, upper(:issue_key))     -- when issue_key
           AND e.error ->> 'reason' = :reason                     -- when reason
           AND e.queued_at >= :from                               -- when from
           AND e.queued_at <= :to                                 -- when to
         LIMIT :limit) AS matched
