-- The oldest are forgotten, so that the table does not grow for ever: docs/decisions/0021-repeats-are-known-for-a-time.md
CREATE INDEX removed_executions_by_time ON removed_executions (removed_at);
