-- Ends what waits for an agent that is no longer there.
UPDATE agent_test_executions x
   SET status = 'failed',
       completed_at = now(),
       next_attempt_at = NULL,
       error = jsonb_build_object('reason', 'agent_unknown', 'message', 'The agent no longer exists', 'retryable', false)
 WHERE x.status = 'queued'
   AND NOT EXISTS (SELECT FROM agents a WHERE a.id = x.agent_id)
