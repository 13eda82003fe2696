-- Gives every new event of a batch its row. An id that is there already is left alone; the repeat of an event under
-- another id becomes an alias of the first one's row. A record that could not be read comes with its error and is failed.
WITH batch AS (
    SELECT b.*,
           decode(b.payload_base64, 'base64') AS payload,
           decode(b.sha256_hex, 'hex')        AS payload_sha256
      FROM ROWS FROM (jsonb_to_recordset(CAST(:#batch AS jsonb)) AS (
               execution_id uuid, agent_id uuid, tenant_id uuid, issue_key text, event_type text, summary text,
               received_at timestamptz, timed boolean, origin jsonb, payload_base64 text, sha256_hex text, error jsonb))
           WITH ORDINALITY AS b (
               execution_id, agent_id, tenant_id, issue_key, event_type, summary,
               received_at, timed, origin, payload_base64, sha256_hex, error, place)
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
)
INSERT INTO agent_test_executions (
    id, agent_id, tenant_id, issue_key, event_type, summary, status, queued_at, next_attempt_at, completed_at, error, payload,
    payload_sha256, origin)
SELECT incoming.execution_id, incoming.agent_id, incoming.tenant_id, incoming.issue_key, incoming.event_type, incoming.summary,
       CASE WHEN incoming.error IS NULL THEN 'queued' ELSE 'failed' END,
       incoming.received_at,
       CASE WHEN incoming.error IS NULL THEN now() END,
       CASE WHEN incoming.error IS NOT NULL THEN now() END,
       incoming.error, incoming.payload, incoming.payload_sha256, incoming.origin
  FROM incoming
 WHERE incoming.execution_id = incoming.first_id
 ORDER BY incoming.place
ON CONFLICT (id) DO NOTHING
