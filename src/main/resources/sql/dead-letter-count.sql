-- What a filter matches, the oldest up to the limit, by reason and agent; the most frequent first.
SELECT coalesce(e.error ->> 'reason', 'unknown') AS reason, e.agent_id, min(a.name) AS agent_name, count(*) AS executions,
       min(e.completed_at) AS first_at, max(e.completed_at) AS last_at
  FROM (SELECT e.error, e.agent_id, e.completed_at
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
           AND execution_words(e.issue_key, e.summary, e.error) @@ sought_words(:q)                        -- when q
           AND e.queued_at >= :from                               -- when from
           AND e.queued_at <= :to                                 -- when to
         ORDER BY e.queued_at, e.id
         LIMIT :limit) AS e
  LEFT JOIN agents a ON a.id = e.agent_id
 GROUP BY 1, e.agent_id
 ORDER BY 4 DESC, 1, e.agent_id
