-- Bulk replays, newest first, and what has become of their executions: replayed once more means failed before.
SELECT r.id, r.at, r.actor, r.filter, r.rate_per_second, r.executions, r.cancelled_at, r.cancelled_by, p.*
  FROM (SELECT *
          FROM bulk_replays r
         WHERE true
           AND r.tenant_id = :scope                               -- when scope
           AND r.id = :id                                         -- when id
           AND r.at > now() - interval '1 day'                    -- when lately
         ORDER BY r.at DESC, r.id
         LIMIT :limit) r
 CROSS JOIN LATERAL (
       SELECT count(*) FILTER (WHERE e.epoch = x.epoch AND e.status = 'queued' AND e.attempt = 0) AS waiting,
              count(*) FILTER (WHERE e.epoch = x.epoch
                                 AND (e.status = 'in_progress' OR (e.status = 'queued' AND e.attempt > 0))) AS running,
              count(*) FILTER (WHERE e.epoch = x.epoch AND e.status = 'completed') AS completed,
              count(*) FILTER (WHERE NOT x.cancelled
                                 AND (e.epoch > x.epoch OR (e.epoch = x.epoch AND e.status = 'failed'))) AS failed,
              count(*) FILTER (WHERE x.cancelled) AS cancelled
         FROM bulk_replay_executions x
         JOIN agent_test_executions e ON e.id = x.execution_id
        WHERE x.replay_id = r.id) p
 ORDER BY r.at DESC, r.id
