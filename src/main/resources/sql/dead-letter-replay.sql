-- Makes dead letters due again, oldest first, spread by the rate: same id, next epoch. Compare-and-set from 'failed', so
-- that of two replays one changes nothing. The attempts of earlier epochs stay.
WITH chosen AS (
    SELECT e.id, e.error, e.completed_at, row_number() OVER (ORDER BY e.queued_at, e.id) - 1 AS place
      FROM agent_test_executions e
     WHERE e.status = 'failed'
       AND e.discarded_at IS NULL
       AND e.agent_id IS NOT NULL
       AND e.id IN (:ids)                                         -- when ids
       AND e.tenant_id = :scope                                   -- when scope
       AND e.tenant_id = :tenant                                  -- when tenant
       AND e.agent_id = :agent                                    -- when agent
       AND e.issue_key IN (:issue_key, upper(:issue_key))         -- when issue_key
       AND e.error ->> 'reason' = :reason                         -- when reason
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
       AND e.queued_at >= :from                                   -- when from
       AND e.queued_at <= :to                                     -- when to
     ORDER BY e.queued_at, e.id
     LIMIT :limit
), replayed AS (
    UPDATE agent_test_executions e
       SET status = 'queued',
           original_payload = coalesce(e.original_payload, e.payload),  -- when payload
           payload = CAST(:payload AS bytea),                           -- when payload
           summary = :summary,                                          -- when payload
           epoch = e.epoch + 1,
           attempt = 0,
           next_attempt_at = now() + make_interval(secs => chosen.place / CAST(:rate AS double precision)),
           started_at = NULL,
           turn_started_at = NULL,
           backup_since = NULL,
           stand_in_id = NULL,
           completed_at = NULL,
           answered_by = NULL,
           result = NULL,
           error = NULL,
           dead_lettered_at = NULL
      FROM chosen
     WHERE e.id = chosen.id
       AND e.status = 'failed'
    RETURNING e.id, e.epoch, e.tenant_id, chosen.error AS former_error, chosen.completed_at AS former_end
), bulk AS (                                                                                   -- when bulk
    INSERT INTO bulk_replays (id, actor, tenant_id, filter, rate_per_second, executions)       -- when bulk
    SELECT CAST(:bulk AS uuid), :actor, CAST(:owner AS uuid), CAST(:filter AS jsonb), :rate, count(*) -- when bulk
      FROM replayed                                                                            -- when bulk
    HAVING count(*) > 0                                                                        -- when bulk
), listed AS (                                                                                 -- when bulk
    INSERT INTO bulk_replay_executions (replay_id, execution_id, epoch, error, completed_at)   -- when bulk
    SELECT CAST(:bulk AS uuid), id, epoch, former_error, former_end                            -- when bulk
      FROM replayed                                                                            -- when bulk
)
INSERT INTO audit_log (token_id, actor, action, execution_id, tenant_id, detail)
SELECT :token, :actor, :action, id, tenant_id, jsonb_build_object('epoch', epoch)
  FROM replayed
