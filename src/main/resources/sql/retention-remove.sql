-- Removes some executions that ended long enough ago, oldest first, with their attempts and other ids; keeps what tells a
-- repeat. A failed one goes by its own time unless it was discarded, and never before the dead-letter topic has it. What
-- somebody else has locked is passed over. Goes on from where the batch before has come to, since what lies there and is kept
-- would be read each time.
WITH kept AS (
    -- null: for ever
    SELECT now() - make_interval(secs => CAST(nullif(CAST(:#completed_seconds AS text), '') AS double precision)) AS completed_since,
           now() - make_interval(secs => CAST(nullif(CAST(:#failed_seconds AS text), '') AS double precision)) AS failed_since
), completed AS (
    SELECT x.id, x.agent_id, x.payload_sha256, x.completed_at AS at
      FROM agent_test_executions x
     WHERE x.status = 'completed'
       AND x.completed_at >= CAST(:#completed_from AS timestamptz)
       AND x.completed_at < (SELECT completed_since FROM kept)
       -- Its result is still to be told.
       AND NOT EXISTS (SELECT
                         FROM jira_comments c
                        WHERE c.agent_id = x.agent_id
                          AND c.issue_key = x.issue_key
                          AND c.execution_id = x.id
                          AND c.state = 'pending')
     ORDER BY x.completed_at
     LIMIT CAST(:#limit AS integer)
       FOR UPDATE OF x SKIP LOCKED
), failed AS (
    SELECT x.id, x.agent_id, x.payload_sha256, x.queued_at AS at
      FROM agent_test_executions x
     WHERE x.status = 'failed'
       AND x.queued_at >= CAST(:#failed_from AS timestamptz)
       AND x.queued_at < (SELECT greatest(completed_since, failed_since) FROM kept)
       AND x.dead_lettered_at IS NOT NULL
       AND (x.completed_at < (SELECT failed_since FROM kept)
            OR (x.discarded_at IS NOT NULL AND x.completed_at < (SELECT completed_since FROM kept)))
     ORDER BY x.queued_at
     LIMIT CAST(:#limit AS integer)
       FOR UPDATE OF x SKIP LOCKED
), due AS (
    SELECT id, agent_id, payload_sha256 FROM completed
     UNION ALL
    SELECT id, agent_id, payload_sha256 FROM failed
), known AS (
    INSERT INTO removed_executions (agent_id, payload_sha256)
    SELECT DISTINCT agent_id, payload_sha256
      FROM due
     WHERE agent_id IS NOT NULL
    ON CONFLICT DO NOTHING
), removed AS (
    DELETE FROM agent_test_executions x
     USING due
     WHERE x.id = due.id
)
SELECT (SELECT count(*) FROM completed) AS completed,
       (SELECT coalesce(CAST(max(at) AS text), 'infinity') FROM completed) AS completed_until,
       (SELECT count(*) FROM failed) AS failed,
       (SELECT coalesce(CAST(max(at) AS text), 'infinity') FROM failed) AS failed_until
