ALTER TABLE agents
    -- From the first attempt of an execution; later than that none is begun.
    ADD retry_for_seconds integer NOT NULL DEFAULT 86400 CHECK (retry_for_seconds BETWEEN 1 AND 2592000),
    -- Asked while this agent's breaker is open, and when its attempts are spent without effect.
    ADD backup_agent_id uuid,
    -- A later event of an issue waits until the earlier one has ended, with all its retries.
    ADD strict_order boolean NOT NULL DEFAULT false,
    ADD CONSTRAINT agents_of_tenant UNIQUE (tenant_id, id),
    ADD CONSTRAINT agents_backup_of_same_tenant
        FOREIGN KEY (tenant_id, backup_agent_id) REFERENCES agents (tenant_id, id),
    ADD CONSTRAINT agents_backup_is_another CHECK (backup_agent_id <> id);

ALTER TABLE agent_test_executions
    -- The agent or its backup, whichever the last attempt went to.
    ADD asked_agent_id uuid,
    -- How many attempts the agent had when its backup took over; null while it is the agent's own turn.
    ADD backup_since integer,
    -- Who that is, where it is not the agent's own backup.
    ADD stand_in_id uuid,
    -- When the agent whose turn it is was first asked, in this epoch.
    ADD turn_started_at timestamptz;

-- What workers think of agents, for those who look from elsewhere. A closed breaker has no row.
CREATE TABLE breaker_states (
    agent_id uuid NOT NULL,
    worker   text NOT NULL,
    state    text NOT NULL CHECK (state IN ('half_open', 'open')),
    since    timestamptz NOT NULL DEFAULT now(),
    seen_at  timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (agent_id, worker)
);
