-- All attempts of an execution, also those before it was replayed.
SELECT epoch, attempt, agent_id, worker, started_at, ended_at, outcome, error, input_tokens, output_tokens, cost,
       model, prompt
  FROM execution_attempts
 WHERE execution_id = :id
 ORDER BY epoch, attempt
