-- Tells that this worker is alive and still at these attempts. One that has become an awaited one meanwhile keeps its time. What
-- an outcome is being written to is passed over: it has ended, and two statements over many rows would wait for each other.
WITH held AS (
    SELECT x.id
      FROM jsonb_to_recordset(CAST(:#held AS jsonb)) AS h (execution_id uuid, epoch integer, attempt integer)
      JOIN agent_test_executions x ON x.id = h.execution_id AND x.epoch = h.epoch AND x.attempt = h.attempt
     -- Written so that the rows are found by their ids; the index of leases is full of what has ended a moment ago.
     WHERE coalesce(x.status, '') = 'in_progress'
       FOR UPDATE OF x SKIP LOCKED
)
UPDATE agent_test_executions x
   SET lease_until = greatest(x.lease_until, now() + make_interval(secs => CAST(:#lease_seconds AS double precision)))
  FROM held
 WHERE x.id = held.id
