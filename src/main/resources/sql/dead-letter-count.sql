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
           AND e.id = ANY (ARRAY(SELECT found.id                                                                                           -- when q
                          FROM (SELECT period_of(min(queued_at)) AS first, period_of(max(queued_at)) AS last                      -- when q
                                  FROM agent_test_executions WHERE status = 'failed' AND discarded_at IS NULL) AS dead            -- when q
                         CROSS JOIN LATERAL generate_series(dead.first, dead.last) AS period                                      -- when q
                         CROSS JOIN LATERAL (                                                                                     -- when q
                               SELECT f.id                                                                                        -- when q
                                 FROM agent_test_executions f                                                                     -- when q
                                WHERE f.completed_at IS NOT NULL                                                                  -- when q
                                  AND execution_terms(f.issue_key, f.summary, f.error, f.tenant_id, f.agent_id, f.status, f.queued_at) -- when q
                                      @@ (SELECT sought_terms(:q, period) && CAST('''~failed''' AS tsquery) OFFSET 0)             -- when q
                               OFFSET 0) AS found))                                                                                -- when q
           AND e.queued_at >= :from                               -- when from
           AND e.queued_at <= :to                                 -- when to
         ORDER BY e.queued_at, e.id
         LIMIT :limit) AS e
  LEFT JOIN agents a ON a.id = e.agent_id
 GROUP BY 1, e.agent_id
 ORDER BY 4 DESC, 1, e.agent_id
