-- Takes note that an agent is about to be asked about an issue, unless it has been asked often enough within the last
-- hour; answers how often. First attempts of one issue are claimed one after the other, so nobody else counts meanwhile.
WITH forgotten AS (
    DELETE FROM issue_runs
     WHERE execution_id IN (SELECT execution_id
                              FROM issue_runs
                             WHERE started_at < now() - interval '1 hour'
                             ORDER BY started_at
                             LIMIT 100
                               FOR UPDATE SKIP LOCKED)
), earlier AS (
    SELECT count(*) AS runs
      FROM issue_runs
     WHERE agent_id = :agent
       AND issue_key = :issue
       AND started_at > now() - interval '1 hour'
       -- An execution that was given back is no second one.
       AND execution_id <> :execution
), counted AS (
    INSERT INTO issue_runs (execution_id, agent_id, issue_key)
    SELECT :execution, :agent, :issue
      FROM earlier
     WHERE runs < :most
    ON CONFLICT DO NOTHING
)
SELECT runs
  FROM earlier
