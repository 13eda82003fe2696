-- What is still known of an execution that retention has removed: enough to see that an event repeats it. A body that
-- carries its own time and signature is the same event for ever, so nobody who has recorded one can have it run again.
CREATE TABLE removed_executions (
    agent_id       uuid NOT NULL,
    payload_sha256 bytea NOT NULL,
    removed_at     timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (agent_id, payload_sha256)
);

-- Without it, each execution that is removed would have all aliases read for its own.
CREATE INDEX execution_aliases_by_execution ON execution_aliases (execution_id);
