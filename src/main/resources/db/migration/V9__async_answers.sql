-- Agents that take a task and answer it later --------------------------------------------------------------------------

-- After an agent of kind http has taken a task with 202.
ALTER TABLE agents ADD answer_within_seconds integer NOT NULL DEFAULT 3600 CHECK (answer_within_seconds BETWEEN 1 AND 86400);

ALTER TABLE agent_test_executions
    -- set while in_progress: the agent has taken the task, and has until then to answer
    ADD awaited_until timestamptz,
    -- When the agent was asked that has taken the task.
    ADD asked_at timestamptz,
    -- What it has answered, until a worker has brought the attempt to its end.
    ADD answer jsonb,
    -- Of its answer to the present attempt; tells a repeat from another answer, also when the attempt has ended.
    ADD answer_sha256 bytea;
CREATE INDEX executions_awaited ON agent_test_executions (asked_agent_id) WHERE awaited_until IS NOT NULL;
