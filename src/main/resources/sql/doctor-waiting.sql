-- How work goes on, as far as rows tell: what has been due for half a minute and nothing keeps it, and which claims are live.
WITH due AS (
    SELECT e.next_attempt_at
      FROM agents a
     CROSS JOIN LATERAL (SELECT q.*
                           FROM agent_test_executions q
                          WHERE q.agent_id = a.id AND q.status = 'queued' AND q.next_attempt_at < now() - interval '30 seconds'
                          ORDER BY q.next_attempt_at
                          LIMIT 1000) e
     WHERE a.status = 'active'
       AND NOT EXISTS (SELECT FROM breaker_states b WHERE b.agent_id = a.id AND b.seen_at > now() - interval '2 minutes')
       AND NOT EXISTS (SELECT FROM agent_test_executions earlier
                        WHERE earlier.agent_id = e.agent_id AND earlier.issue_key = e.issue_key COLLATE "C" AND earlier.seq < e.seq
                          AND earlier.status IN ('queued', 'in_progress'))
), held AS (
    SELECT lease_until, awaited_until
      FROM agent_test_executions
     WHERE status = 'in_progress'
     LIMIT 10000
)
SELECT (SELECT count(*) FROM due) AS due,
       coalesce((SELECT CAST(extract(epoch FROM now() - min(next_attempt_at)) AS bigint) FROM due), 0) AS oldest_seconds,
       (SELECT count(*) FROM held WHERE lease_until > now() AND awaited_until IS NULL) AS live,
       (SELECT count(*) FROM held WHERE lease_until < now() - interval '1 minute' AND awaited_until IS NULL) AS lost,
       (SELECT count(*) FROM held WHERE awaited_until IS NOT NULL) AS awaited
