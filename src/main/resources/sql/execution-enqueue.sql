-- Gives every new event of a batch its row. An id that is there already is left alone; the repeat of an event under
-- another id becomes an alias of the first one's row. A record that could not be read comes with its error and is failed.
-- What can be worked on at once is claimed with it, under the conditions of execution-claim.sql and some simpler ones: the
-- agent's breaker is closed, what waits for the agent already leaves places free, and no event of the issue is open. Answers
-- a row for each event that was new; those that are claimed carry what their worker needs
-- but for the payload, which it has. Payloads come beside the rows, or each step would copy them.
WITH batch AS (
    SELECT b.*, decode(b.sha256_hex, 'hex') AS payload_sha256
      FROM ROWS FROM (jsonb_to_recordset(CAST(:#batch AS jsonb)) AS (
               execution_id uuid, agent_id uuid, tenant_id uuid, issue_key text, event_type text, summary text,
               received_at timestamptz, timed boolean, origin jsonb, traceparent text, sha256_hex text, error jsonb))
           WITH ORDINALITY AS b (
               execution_id, agent_id, tenant_id, issue_key, event_type, summary,
               received_at, timed, origin, traceparent, sha256_hex, error, place)
), known AS (
    -- The row that an event repeats, where there is one already.
    SELECT batch.*,
           (SELECT earlier.id
              FROM agent_test_executions earlier
             WHERE earlier.agent_id = batch.agent_id
               AND earlier.payload_sha256 = batch.payload_sha256
               AND (batch.timed OR earlier.id = batch.execution_id
                    OR earlier.queued_at > batch.received_at - make_interval(secs => CAST(:#window_seconds AS double precision)))
             ORDER BY earlier.id = batch.execution_id DESC, earlier.seq
             LIMIT 1) AS earlier_id
      FROM batch
     WHERE NOT EXISTS (SELECT FROM execution_aliases a WHERE a.id = batch.execution_id)
       -- The repeat of an execution that retention has removed leaves no trace.
       AND NOT (batch.timed AND EXISTS (SELECT
                                          FROM removed_executions r
                                         WHERE r.agent_id = batch.agent_id
                                           AND r.payload_sha256 = batch.payload_sha256))
), chained AS (
    -- Events of this batch that are alike begin anew where the window has passed since the one before.
    SELECT known.*,
           count(*) FILTER (WHERE NOT timed AND passed > make_interval(secs => CAST(:#window_seconds AS double precision)))
               OVER (PARTITION BY agent_id, payload_sha256, earlier_id ORDER BY place) AS round
      FROM (SELECT known.*,
                   received_at - lag(received_at) OVER (
                       PARTITION BY agent_id, payload_sha256, earlier_id ORDER BY place) AS passed
              FROM known) AS known
), incoming AS (
    SELECT chained.*,
           coalesce(earlier_id, first_value(execution_id) OVER (
               PARTITION BY agent_id, payload_sha256, earlier_id, round ORDER BY place)) AS first_id
      FROM chained
), aliased AS (
    INSERT INTO execution_aliases (id, execution_id)
    SELECT DISTINCT incoming.execution_id, incoming.first_id
      FROM incoming
     WHERE incoming.execution_id <> incoming.first_id
    ON CONFLICT DO NOTHING
), room AS MATERIALIZED (
    SELECT a.id, t.free AS tenant_free,
           free.places - (SELECT count(*)
                            FROM (SELECT
                                    FROM agent_test_executions e
                                   WHERE e.agent_id = a.id
                                     AND e.status = 'queued'
                                     AND e.next_attempt_at <= now()
                                   LIMIT free.places) AS waiting) AS free
      FROM (SELECT DISTINCT agent_id FROM batch) AS receiving
      JOIN agents a ON a.id = receiving.agent_id
      LEFT JOIN jsonb_to_recordset(CAST(:#load AS jsonb)) AS load (agent_id uuid, running integer, places integer)
             ON load.agent_id = a.id
      LEFT JOIN jsonb_to_recordset(CAST(:#tenants AS jsonb)) AS t (tenant_id uuid, free integer) ON t.tenant_id = a.tenant_id
     CROSS JOIN LATERAL (
           SELECT greatest(0, least(CAST(:#limit AS integer), a.concurrency - coalesce(load.running, 0) - (
                      SELECT count(*)
                        FROM agent_test_executions
                       WHERE asked_agent_id = a.id
                         AND awaited_until IS NOT NULL
                         AND coalesce(status, '') = 'in_progress'))) AS places) AS free
     WHERE a.status = 'active'
       AND load.places IS NULL
), fresh AS (
    SELECT incoming.*, room.free, room.tenant_free,
           -- Of one issue the first only, and that only when no event of it is open.
           error IS NULL AND room.free > 0
               AND row_number() OVER (PARTITION BY agent_id, coalesce(issue_key, execution_id::text), error IS NULL ORDER BY place) = 1
               AND (SELECT true
                      FROM agent_test_executions earlier
                     WHERE earlier.agent_id = incoming.agent_id
                       AND earlier.issue_key = incoming.issue_key COLLATE "C"
                       AND earlier.status IN ('queued', 'in_progress')
                     LIMIT 1) IS NULL AS ready
      FROM incoming
      LEFT JOIN room ON room.id = incoming.agent_id
     WHERE execution_id = first_id
), admitted AS (
    -- Each step counts what the one before has let through: by the agent's places, by its tenant's, by this worker's.
    SELECT by_tenant.*,
           tenant_admits AND row_number() OVER (PARTITION BY tenant_admits ORDER BY place) <= CAST(:#limit AS integer) AS claimed
      FROM (SELECT by_agent.*,
                   agent_admits AND (tenant_free IS NULL
                       OR row_number() OVER (PARTITION BY tenant_id, agent_admits ORDER BY place) <= tenant_free) AS tenant_admits
              FROM (SELECT fresh.*,
                           coalesce(ready AND row_number() OVER (PARTITION BY agent_id, ready ORDER BY place) <= free, false)
                               AS agent_admits
                      FROM fresh) AS by_agent) AS by_tenant
), inserted AS (
    INSERT INTO agent_test_executions AS x (
        id, agent_id, tenant_id, issue_key, event_type, summary, status, queued_at, next_attempt_at, completed_at, error,
        payload, payload_sha256, origin, traceparent, attempt, asked_agent_id, started_at, turn_started_at, lease_until, worker)
    SELECT execution_id, agent_id, tenant_id, issue_key, event_type, summary,
           CASE WHEN error IS NOT NULL THEN 'failed' WHEN claimed THEN 'in_progress' ELSE 'queued' END,
           received_at,
           CASE WHEN error IS NULL AND NOT claimed THEN now() END,
           CASE WHEN error IS NOT NULL THEN now() END,
           error, (CAST(:#payloads AS bytea[]))[place], payload_sha256, origin, traceparent,
           CASE WHEN claimed THEN 1 ELSE 0 END,
           CASE WHEN claimed THEN agent_id END,
           CASE WHEN claimed THEN now() END,
           CASE WHEN claimed THEN now() END,
           CASE WHEN claimed THEN now() + make_interval(secs => CAST(:#lease_seconds AS double precision)) END,
           CASE WHEN claimed THEN :#worker END
      FROM admitted
     ORDER BY place
    ON CONFLICT (id) DO NOTHING
    RETURNING x.id, x.agent_id, x.tenant_id, x.event_type, x.status, x.attempt, x.epoch, x.seq, x.queued_at, x.traceparent
)
SELECT i.id, i.agent_id, i.tenant_id, i.event_type, i.status, i.attempt, i.epoch, i.traceparent, now() AS claimed_at,
       a.id AS asked_id, a.kind, a.idempotent, a.deadline_seconds,
       1 AS turn_attempt, CAST(0 AS double precision) AS turn_seconds, a.backup_agent_id IS NOT NULL AS has_backup,
       a.max_attempts, a.retry_for_seconds, CAST(extract(epoch FROM now() - i.queued_at) AS double precision) AS waited_seconds
  FROM inserted i
  LEFT JOIN agents a ON a.id = i.agent_id
 ORDER BY i.seq
