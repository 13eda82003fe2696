-- Against agents that set themselves off: what an agent does to a ticket makes the next event --------------------------

-- Who the integration is in Jira: account ids, user names, user keys or e-mail addresses. Their events are ignored.
ALTER TABLE tenants ADD COLUMN own_accounts text[] NOT NULL DEFAULT '{}'
    CHECK (cardinality(own_accounts) <= 20 AND array_position(own_accounts, NULL) IS NULL);

-- Executions of one issue that may begin within an hour; null: any number. Agents that were there before keep that.
ALTER TABLE agents ADD COLUMN runs_per_issue_hour integer CHECK (runs_per_issue_hour BETWEEN 1 AND 10000);

-- The executions of the last hour for which an agent with such a limit was asked.
CREATE TABLE issue_runs (
    execution_id uuid PRIMARY KEY,
    agent_id     uuid NOT NULL REFERENCES agents (id) ON DELETE CASCADE,
    issue_key    text NOT NULL,
    started_at   timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX issue_runs_by_issue ON issue_runs (agent_id, issue_key, started_at);
CREATE INDEX issue_runs_by_time ON issue_runs (started_at);
