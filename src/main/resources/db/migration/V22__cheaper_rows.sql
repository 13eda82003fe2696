-- What PostgreSQL is spared for each execution ---------------------------------------------------------------------------

-- Whether an event of an issue is open is asked of this index only. In the same collation, the index of all events of an issue
-- would look cheaper whenever many have just ended, and each of an issue's old events would be read for each new one.
DROP INDEX executions_open_by_issue;
CREATE INDEX executions_open_by_issue ON agent_test_executions (agent_id, issue_key COLLATE "C", seq)
    WHERE status IN ('queued', 'in_progress');

-- Half of the time of an ANALYZE, which under load comes each minute, went into the words of 30,000 rows. Nobody asks how often
-- they occur: a search names a period with each word, and asks period by period.
ALTER INDEX executions_by_terms ALTER COLUMN 1 SET STATISTICS 0;
