-- Lets others see which agents this worker does not ask, or only tries; forgets what workers that are gone said.
WITH known AS (
    SELECT *
      FROM jsonb_to_recordset(CAST(:#states AS jsonb)) AS s (agent_id uuid, state text)
), forgotten AS (
    DELETE FROM breaker_states b
     WHERE b.seen_at < now() - interval '1 minute'
        OR (b.worker = :#worker AND NOT EXISTS (SELECT FROM known WHERE known.agent_id = b.agent_id))
)
INSERT INTO breaker_states AS b (agent_id, worker, state)
SELECT agent_id, :#worker, state
  FROM known
ON CONFLICT (agent_id, worker) DO UPDATE
   SET state = excluded.state,
       since = CASE WHEN b.state = excluded.state THEN b.since ELSE now() END,
       seen_at = now()
