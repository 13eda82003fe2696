-- What has ended lately is found by its end.
CREATE INDEX executions_by_end ON agent_test_executions (completed_at DESC) WHERE completed_at IS NOT NULL;
