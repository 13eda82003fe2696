-- Notes that Kafka has acknowledged the record; not for an execution that has been replayed meanwhile.
UPDATE agent_test_executions
   SET dead_lettered_at = now(),
       next_attempt_at = NULL
 WHERE id = CAST(:#id AS uuid)
   AND epoch = :#epoch
   AND status = 'failed'
