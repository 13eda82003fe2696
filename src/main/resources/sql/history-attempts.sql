-- All attempts of an execution, also those before it was replayed.
SELECT epoch, attempt, agent_id, worker, started_at, ended_at, outcome, error
  FROM execution_attempts
 WHERE execution_id = :id
 ORDER BY epoch, attempt
