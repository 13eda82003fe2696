-- What has ended lately is found by its end; nothing asks for executions by their start.
CREATE INDEX executions_by_end ON agent_test_executions (completed_at DESC) WHERE completed_at IS NOT NULL;
DROP INDEX executions_by_agent_start;
