-- Replays of many dead letters, so that their progress can be watched and the rest of them cancelled --------------------

CREATE TABLE bulk_replays (
    id              uuid PRIMARY KEY,
    at              timestamptz NOT NULL DEFAULT now(),
    actor           text NOT NULL,
    -- The only tenant that the actor sees; null: all.
    tenant_id       uuid,
    -- As given: fields of the API's filter.
    filter          jsonb NOT NULL,
    rate_per_second double precision NOT NULL CHECK (rate_per_second > 0),
    executions      integer NOT NULL,
    cancelled_at    timestamptz,
    cancelled_by    text
);
CREATE INDEX bulk_replays_by_time ON bulk_replays (at DESC);

CREATE TABLE bulk_replay_executions (
    replay_id    uuid NOT NULL REFERENCES bulk_replays (id) ON DELETE CASCADE,
    execution_id uuid NOT NULL REFERENCES agent_test_executions (id) ON DELETE CASCADE,
    -- That it began.
    epoch        integer NOT NULL,
    -- What stood there before, for those that are cancelled.
    error        jsonb,
    completed_at timestamptz,
    cancelled    boolean NOT NULL DEFAULT false,
    PRIMARY KEY (replay_id, execution_id)
);
CREATE INDEX bulk_replay_executions_by_execution ON bulk_replay_executions (execution_id);

-- The actions stand in the statements.
ALTER TABLE audit_log
    DROP CONSTRAINT audit_log_action_check,
    ADD CONSTRAINT audit_log_action_check CHECK (action ~ '^[a-z_]{1,40}$');
