-- A history for bench/history.sh: set by set, with the indexes made anew afterwards. psql's variables: executions, tenants.
SET synchronous_commit = off;
SET maintenance_work_mem = '256MB';

INSERT INTO tenants (id, name)
SELECT gen_random_uuid(), 'bench-' || n FROM generate_series(1, :tenants) n;

-- Paused, so that nothing that waits is executed meanwhile.
INSERT INTO agents (id, tenant_id, name, kind, status, hmac_secret_encrypted)
SELECT gen_random_uuid(), t.id, (ARRAY['Ticket Enhancer', 'Triage', 'Release notes'])[n], 'echo', 'paused', demo.secret
  FROM tenants t
 CROSS JOIN generate_series(1, 3) n
 CROSS JOIN (SELECT hmac_secret_encrypted AS secret FROM agents ORDER BY created_at LIMIT 1) demo
 WHERE t.name LIKE 'bench-%';

CREATE TEMP TABLE places AS
SELECT a.id AS agent_id, a.tenant_id, substr(t.name, 7)::int AS number,
       row_number() OVER (PARTITION BY a.tenant_id ORDER BY a.name) AS turn
  FROM agents a JOIN tenants t ON t.id = a.tenant_id
 WHERE t.name LIKE 'bench-%';
CREATE INDEX ON places (number, turn);
ANALYZE places;

CREATE TEMP TABLE made_anew AS
SELECT indexname, indexdef FROM pg_indexes
 WHERE schemaname = current_schema() AND tablename = 'agent_test_executions'
   AND indexname NOT IN (SELECT conname FROM pg_constraint);
-- Until all is filled in, the program waits: without indexes its statements would read the whole table, over and over.
BEGIN;
SELECT format('DROP INDEX %I', indexname) FROM made_anew \gexec

-- The first tenants have most of it; working hours of the last 90 days, the last ones busier. Of 1,000: 2 queued, 38 failed
-- (a third discarded), the rest completed.
INSERT INTO agent_test_executions (id, agent_id, tenant_id, issue_key, event_type, summary, status, queued_at, started_at,
                                   completed_at, attempt, next_attempt_at, answered_by, asked_agent_id, result, error,
                                   dead_lettered_at, discarded_at, payload, payload_sha256, origin)
SELECT gen_random_uuid(), p.agent_id, p.tenant_id, e.issue_key, e.event_type, e.summary, e.status, e.queued_at,
       CASE WHEN e.status <> 'queued' THEN e.queued_at + e.waited END,
       CASE WHEN e.status <> 'queued' THEN e.queued_at + e.waited + e.took END,
       CASE WHEN e.status = 'queued' THEN 0 WHEN e.status = 'failed' THEN 1 + e.n % 5 ELSE 1 + (e.n % 20 = 0)::int END,
       CASE WHEN e.status = 'queued' THEN e.queued_at END,
       CASE WHEN e.status = 'completed' THEN p.agent_id END,
       CASE WHEN e.status <> 'queued' THEN p.agent_id END,
       CASE WHEN e.status = 'completed' THEN jsonb_build_object(
            'summary', 'Ticket ' || e.issue_key, 'description', repeat('What the ticket says, in order. ', 8),
            'quality', jsonb_build_object('score', e.n % 100, 'reasons', jsonb_build_array()), 'labels', jsonb_build_array('bench')) END,
       CASE WHEN e.status = 'failed' THEN jsonb_build_object(
            'reason', CASE WHEN e.n % 50 = 0 THEN 'malformed_payload' WHEN e.n % 3 = 0 THEN 'invalid_answer' ELSE 'agent_unavailable' END,
            'message', 'The agent at agents.example answered 503', 'retryable', e.n % 3 <> 0) END,
       CASE WHEN e.status = 'failed' THEN e.queued_at + e.waited + e.took + interval '1 second' END,
       CASE WHEN e.status = 'failed' AND e.n % 3 = 1 THEN e.queued_at + interval '1 day' END,
       convert_to(e.body, 'UTF8'), sha256(convert_to(e.body, 'UTF8')), '{"door": "webhook"}'
  FROM (SELECT n,
               1 + floor(:tenants * power(random(), 2.5))::int AS number,
               1 + n % 3 AS turn,
               'P' || n % 97 || '-' || n % 20011 AS issue_key,
               CASE WHEN n % 4 = 0 THEN 'jira:issue_created' ELSE 'jira:issue_updated' END AS event_type,
               CASE WHEN n % 1000 < 2 THEN 'queued' WHEN n % 1000 < 40 THEN 'failed' ELSE 'completed' END AS status,
               queued_at,
               random() * interval '2 seconds' AS waited,
               random() * random() * interval '20 seconds' AS took,
               summary,
               '{"issue_key":"P' || n % 97 || '-' || n % 20011 || '","timestamp":"' || n || '","issue":{"fields":{"summary":"'
               || summary || '","description":"' || repeat('Steps, what was expected and what happened. ', 6 + n % 9) || '"}}}' AS body
          FROM generate_series(1, :executions) n
         CROSS JOIN LATERAL (SELECT CASE WHEN n % 1000 < 2 THEN now() - random() * interval '6 hours'
                                         ELSE now() - power(random(), 1.5) * interval '90 days' END AS queued_at) times
         -- Words from one in five to one in ten thousand, and one that stands only in what is old.
         CROSS JOIN LATERAL (SELECT (ARRAY['The printer', 'The export', 'Login', 'The report', 'Search'])[1 + n % 5]
               || ' does not work'
               || CASE WHEN n % 100 = 7 THEN ' for guests' ELSE '' END
               || CASE WHEN n % 1000 = 11 THEN ' since the migration' ELSE '' END
               || CASE WHEN n % 10000 = 13 THEN ' on weekends' ELSE '' END
               || CASE WHEN n % 20 = 17 AND queued_at < now() - interval '60 days' THEN ' before the move' ELSE '' END
               || ', case ' || n AS summary) texts) e
  JOIN places p ON p.number = e.number AND p.turn = e.turn
 -- As they come: the newest stand together.
 ORDER BY e.queued_at;

INSERT INTO execution_attempts (execution_id, epoch, attempt, agent_id, worker, started_at, ended_at, outcome, error)
SELECT e.id, 1, n, e.agent_id, 'bench', e.started_at, e.completed_at,
       CASE WHEN n < e.attempt THEN 'retry' ELSE e.status END,
       CASE WHEN n < e.attempt OR e.status = 'failed'
            THEN jsonb_build_object('reason', 'agent_unavailable', 'message', 'answered 503', 'retryable', true) END
  FROM agent_test_executions e
 CROSS JOIN LATERAL generate_series(1, e.attempt) n
 WHERE e.started_at IS NOT NULL AND e.agent_id IN (SELECT agent_id FROM places);

-- As many as the program keeps.
INSERT INTO rejected_requests (at, agent_id, tenant_id, reason, client, size_bytes)
SELECT now() - n * interval '1 minute', p.agent_id, p.tenant_id,
       (ARRAY['invalid_signature', 'missing_signature', 'rate_limited'])[1 + n % 3], '192.0.2.' || n % 250, 900
  FROM generate_series(1, 10000) n
  JOIN places p ON p.number = 1 + n % :tenants AND p.turn = 1;

INSERT INTO audit_log (at, actor, action, execution_id, tenant_id, agent_id)
SELECT discarded_at, 'bench', 'discard', id, tenant_id, agent_id
  FROM agent_test_executions WHERE discarded_at IS NOT NULL ORDER BY discarded_at;

SELECT indexdef FROM made_anew \gexec
COMMIT;
VACUUM (ANALYZE) agent_test_executions;
VACUUM (ANALYZE) execution_attempts;
VACUUM (ANALYZE) audit_log;
VACUUM (ANALYZE) rejected_requests;
ANALYZE;
