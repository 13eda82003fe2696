-- Executions that have ended, by their words, from period to period, newest first. As soon as the page is full no further period
-- is looked up: periods come in their order, so that only what is of one period has to be sorted. Of a period with more
-- matches than "dense" some are given, unfiltered, marked dense, to be left out. Lines as in history-executions.sql; OFFSET 0 keeps
-- PostgreSQL, which cannot tell how frequent the beginning of a word is, from guessing.
SELECT e.period, e.dense, e.id, e.agent_id, a.name AS agent_name, e.tenant_id, e.issue_key, e.event_type, e.summary, e.status,
       e.attempt, e.epoch, e.queued_at, e.started_at, e.completed_at, e.next_attempt_at, e.answered_by, e.error
  FROM (SELECT p.period, e.*
          FROM (SELECT period
                  FROM generate_series(CAST(:newest AS bigint), CAST(:oldest AS bigint), -1) AS period
                 ORDER BY period DESC) p
         CROSS JOIN LATERAL (
               SELECT e.*, count(*) OVER () > :dense AS dense
                 FROM (SELECT e.id, e.agent_id, e.tenant_id, e.issue_key, e.event_type, e.summary, e.status, e.attempt, e.epoch,
                              e.queued_at, e.started_at, e.completed_at, e.next_attempt_at, e.answered_by, e.error, e.discarded_at
                         FROM agent_test_executions e
                        WHERE e.completed_at IS NOT NULL
                          AND execution_terms(e.issue_key, e.summary, e.error, e.tenant_id, e.agent_id, e.status, e.queued_at) @@ (
                              SELECT sought_terms(:q, p.period)
                                     && CAST('''~t' || CAST(:scope AS text) || '''' AS tsquery)   -- when scope
                                     && CAST('''~t' || CAST(:tenant AS text) || '''' AS tsquery)  -- when tenant
                                     && CAST('''~a' || CAST(:agent AS text) || '''' AS tsquery)   -- when agent
                                     && CAST('''~failed''' AS tsquery)                            -- when failed
                              OFFSET 0)
                        LIMIT :dense + 1) e) e
         WHERE e.dense
            OR (true
               AND e.tenant_id = :scope                                               -- when scope
               AND e.tenant_id = :tenant                                              -- when tenant
               AND e.agent_id = :agent                                                -- when agent
               AND e.issue_key IN (:issue_key, upper(:issue_key))                     -- when issue_key
               AND e.status = 'completed'                                             -- when completed
               AND e.status = 'failed'                                                -- when failed
               AND e.discarded_at IS NULL                                             -- when dead_letters
               AND e.error ->> 'reason' = :reason                                     -- when reason
               AND e.queued_at >= :from                                               -- when from
               AND e.queued_at <= :to                                                 -- when to
               AND (e.queued_at, e.id) < (:before_at, :before_id)                     -- when before_at
               )
         ORDER BY p.period DESC, e.queued_at DESC, e.id DESC
         LIMIT :limit) e
  LEFT JOIN agents a ON a.id = e.agent_id
 ORDER BY e.period DESC, e.queued_at DESC, e.id DESC
