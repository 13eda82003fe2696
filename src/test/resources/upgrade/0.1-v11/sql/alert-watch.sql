-- Writes down what needs somebody now. What has not held for two minutes is over, and forgotten after thirty days.
WITH seen AS (
    SELECT 'budget_exceeded' AS name, CAST(b.id AS text) AS subject, coalesce(b.tenant_id, a.tenant_id) AS tenant_id,
           format('The daily budget of %s (%s %s) is used up; %s refused today. Raise it, then replay what failed with budget_exceeded.',
                  coalesce('agent ' || a.name, 'tenant ' || t.name), b.daily_limit, b.resource, b.refused) AS message
      FROM budgets b
      LEFT JOIN agents a ON a.id = b.agent_id
      LEFT JOIN tenants t ON t.id = b.tenant_id
     WHERE b.day = CAST(now() AT TIME ZONE 'UTC' AS date)
       AND b.refused > 0
       AND b.used >= b.daily_limit
    UNION ALL
    SELECT 'executions_failing', CAST(f.agent_id AS text), f.tenant_id,
           format('%s executions of agent %s failed within 15 minutes, most of them with %s. See Dead letters.',
                  count(*), coalesce(min(a.name), 'unknown'), mode() WITHIN GROUP (ORDER BY f.error ->> 'reason'))
      FROM (SELECT agent_id, tenant_id, completed_at, error
              FROM agent_test_executions
             WHERE status = 'failed' AND discarded_at IS NULL AND queued_at > now() - interval '6 hours'
             ORDER BY queued_at DESC, id DESC
             LIMIT 10000) f
      LEFT JOIN agents a ON a.id = f.agent_id
     WHERE f.completed_at > now() - interval '15 minutes'
       AND f.agent_id IS NOT NULL
     GROUP BY f.agent_id, f.tenant_id
    HAVING count(*) >= CAST(:#failed AS bigint)
    UNION ALL
    SELECT 'executions_waiting', CAST(a.id AS text), a.tenant_id,
           format('The oldest execution of agent %s has been due for %s minutes. Is a worker running, and can it follow?',
                  a.name, CAST(extract(epoch FROM now() - q.next_attempt_at) AS bigint) / 60)
      FROM agents a
     CROSS JOIN LATERAL (SELECT next_attempt_at
                           FROM agent_test_executions e
                          WHERE e.agent_id = a.id AND e.status = 'queued'
                          ORDER BY e.next_attempt_at
                          LIMIT 1) q
     WHERE a.status = 'active'
       AND q.next_attempt_at < now() - make_interval(secs => CAST(:#waiting AS double precision))
    UNION ALL
    SELECT 'breaker_open', CAST(a.id AS text), a.tenant_id,
           format('The breaker of agent %s is open since %s: it fails again and again, and is spared. Its executions wait or go to its backup.',
                  a.name, to_char(min(s.since) AT TIME ZONE 'UTC', 'HH24:MI "UTC"'))
      FROM breaker_states s
      JOIN agents a ON a.id = s.agent_id
     WHERE s.since < now() - interval '1 minute'
     GROUP BY a.id, a.name, a.tenant_id
    UNION ALL
    SELECT 'requests_refused', CAST(a.id AS text) || '/' || r.reason, a.tenant_id,
           format('%s requests to agent %s were refused within 5 minutes with %s. The page Rejected requests says what mends it.',
                  count(*), a.name, r.reason)
      FROM rejected_requests r
      JOIN agents a ON a.id = r.agent_id
     WHERE r.at > now() - interval '5 minutes'
     GROUP BY a.id, a.name, a.tenant_id, r.reason
    HAVING count(*) >= CAST(:#refused AS bigint)
    UNION ALL
    SELECT 'dead_letters_undelivered', '', NULL,
           format('%s dead letters have not reached their topic for five minutes. Is Kafka there, and the topic?', count(*))
      FROM agent_test_executions
     WHERE status = 'failed' AND dead_lettered_at IS NULL AND completed_at < now() - interval '5 minutes'
    HAVING count(*) > 0
), put AS (
    INSERT INTO alerts AS a (name, subject, tenant_id, message)
    SELECT name, subject, tenant_id, message
      FROM seen
     ORDER BY name, subject
        ON CONFLICT (name, subject) DO UPDATE
       SET message = excluded.message, seen_at = now(), resolved_at = NULL,
           since = CASE WHEN a.resolved_at IS NULL THEN a.since ELSE now() END
), forgotten AS (
    DELETE FROM alerts WHERE resolved_at < now() - interval '30 days'
)
UPDATE alerts a
   SET resolved_at = now()
 WHERE a.resolved_at IS NULL
   AND a.seen_at < now() - interval '2 minutes'
   AND NOT EXISTS (SELECT FROM seen s WHERE s.name = a.name AND s.subject = a.subject)
