-- Tells that this worker is alive and still at these attempts. One that has become an awaited one meanwhile keeps its time.
UPDATE agent_test_executions x
   SET lease_until = greatest(x.lease_until, now() + make_interval(secs => CAST(:#lease_seconds AS double precision)))
  FROM jsonb_to_recordset(CAST(:#held AS jsonb)) AS h (execution_id uuid, epoch integer, attempt integer)
 WHERE x.id = h.execution_id
   AND x.epoch = h.epoch
   AND x.attempt = h.attempt
   -- Written so that the rows are found by their ids; the index of leases is full of what has ended a moment ago.
   AND coalesce(x.status, '') = 'in_progress'
