-- Failures that nobody has replayed or discarded, by reason.
SELECT coalesce(error ->> 'reason', 'unknown') AS reason, count(*) AS letters,
       count(*) FILTER (WHERE dead_lettered_at IS NULL AND completed_at < now() - interval '5 minutes') AS undelivered
  FROM (SELECT error, dead_lettered_at, completed_at
          FROM agent_test_executions
         WHERE status = 'failed' AND discarded_at IS NULL
         LIMIT 10000) f
 GROUP BY 1
 ORDER BY 2 DESC
