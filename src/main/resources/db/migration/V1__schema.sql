CREATE EXTENSION IF NOT EXISTS pg_trgm;

-- Who may send, and what works for them ------------------------------------------------------------------------------

CREATE TABLE tenants (
    id         uuid PRIMARY KEY,
    -- Names the tenant's route file and Kafka topic.
    name       text NOT NULL UNIQUE CHECK (name ~ '^[a-z0-9][a-z0-9-]{0,62}$'),
    created_at timestamptz NOT NULL DEFAULT now()
);

CREATE TABLE agents (
    id                             uuid PRIMARY KEY,
    tenant_id                      uuid NOT NULL REFERENCES tenants (id),
    name                           text NOT NULL,
    kind                           text NOT NULL CHECK (kind ~ '^[a-z0-9][a-z0-9-]{0,62}$'),
    status                         text NOT NULL DEFAULT 'draft' CHECK (status IN ('draft', 'active', 'paused')),
    -- Where an agent of kind http is asked.
    url                            text CHECK (length(url) <= 2000),
    hmac_secret_encrypted          text NOT NULL,
    previous_hmac_secret_encrypted text,
    previous_hmac_secret_until     timestamptz,
    automation_token_sha256        bytea CHECK (length(automation_token_sha256) = 32),
    strict_payload                 boolean NOT NULL DEFAULT false,
    -- Running it twice does no harm, so an attempt whose outcome is unknown may be repeated.
    idempotent                     boolean NOT NULL DEFAULT false,
    -- At the same time in one worker process.
    concurrency                    integer NOT NULL DEFAULT 64 CHECK (concurrency BETWEEN 1 AND 10000),
    max_attempts                   integer NOT NULL DEFAULT 5 CHECK (max_attempts BETWEEN 1 AND 100),
    -- For one attempt.
    deadline_seconds               integer NOT NULL DEFAULT 60 CHECK (deadline_seconds BETWEEN 1 AND 3600),
    created_at                     timestamptz NOT NULL DEFAULT now(),
    updated_at                     timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT agents_http_url CHECK (kind <> 'http' OR url IS NOT NULL)
);
CREATE INDEX agents_tenant ON agents (tenant_id);

-- Every change of tenants and agents, also one typed into psql, moves this number; the caches poll it.
CREATE TABLE registry_version (
    only_row boolean PRIMARY KEY DEFAULT true CHECK (only_row),
    version  bigint NOT NULL
);
INSERT INTO registry_version (version) VALUES (1);

CREATE FUNCTION registry_changed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    UPDATE registry_version SET version = version + 1;
    RETURN NULL;
END $$;
CREATE TRIGGER tenants_changed AFTER INSERT OR UPDATE OR DELETE OR TRUNCATE ON tenants
    FOR EACH STATEMENT EXECUTE FUNCTION registry_changed();
CREATE TRIGGER agents_changed AFTER INSERT OR UPDATE OR DELETE OR TRUNCATE ON agents
    FOR EACH STATEMENT EXECUTE FUNCTION registry_changed();

CREATE FUNCTION touch_updated_at() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    NEW.updated_at = now();
    RETURN NEW;
END $$;
CREATE TRIGGER agents_touched BEFORE UPDATE ON agents FOR EACH ROW EXECUTE FUNCTION touch_updated_at();

-- Keys that all instances share when they are not configured (execution ids, sessions), encrypted with ENCRYPTION_KEY.
CREATE TABLE server_keys (
    name          text PRIMARY KEY,
    key_encrypted text NOT NULL
);

-- Who may look and operate -------------------------------------------------------------------------------------------

CREATE TABLE api_tokens (
    id           uuid PRIMARY KEY,
    name         text NOT NULL,
    token_sha256 bytea NOT NULL UNIQUE CHECK (length(token_sha256) = 32),
    role         text NOT NULL CHECK (role IN ('viewer', 'operator', 'admin')),
    -- null: all tenants
    tenant_id    uuid REFERENCES tenants (id),
    created_at   timestamptz NOT NULL DEFAULT now(),
    expires_at   timestamptz,
    revoked_at   timestamptz
);

CREATE TABLE login_links (
    code_sha256 bytea PRIMARY KEY CHECK (length(code_sha256) = 32),
    token_id    uuid NOT NULL REFERENCES api_tokens (id),
    expires_at  timestamptz NOT NULL
);

-- What became of each accepted event ---------------------------------------------------------------------------------

CREATE TABLE agent_test_executions (
    id               uuid PRIMARY KEY,
    -- Order of arrival; for one issue key it is the order in Kafka.
    seq              bigint GENERATED ALWAYS AS IDENTITY,
    -- null only for a record of the intake topic that could not be read at all
    agent_id         uuid,
    tenant_id        uuid,
    issue_key        text,
    event_type       text,
    status           text NOT NULL CHECK (status IN ('queued', 'in_progress', 'completed', 'failed')),
    queued_at        timestamptz NOT NULL,
    started_at       timestamptz,
    completed_at     timestamptz,
    attempt          integer NOT NULL DEFAULT 0,
    epoch            integer NOT NULL DEFAULT 1,
    -- set while queued: not to be claimed before
    next_attempt_at  timestamptz,
    -- set while in_progress: the claim is void after
    lease_until      timestamptz,
    worker           text,
    answered_by      uuid,
    result           jsonb,
    error            jsonb,
    dead_lettered_at timestamptz,
    -- An operator has decided that this failure needs no replay.
    discarded_at     timestamptz,
    discard_reason   text,
    -- What is worked on: as received, or as an operator has edited it for a replay.
    payload          bytea NOT NULL,
    original_payload bytea,
    payload_sha256   bytea NOT NULL,
    -- How the event came: door, Jira's delivery metadata. Never secrets.
    origin           jsonb NOT NULL DEFAULT '{}'
);
CREATE INDEX executions_due ON agent_test_executions (agent_id, next_attempt_at, seq) WHERE status = 'queued';
CREATE INDEX executions_leased ON agent_test_executions (lease_until) WHERE status = 'in_progress';
CREATE INDEX executions_open_by_issue ON agent_test_executions (agent_id, issue_key, seq)
    WHERE status IN ('queued', 'in_progress');
CREATE INDEX executions_repeat ON agent_test_executions (agent_id, payload_sha256);
CREATE INDEX executions_undelivered ON agent_test_executions (completed_at)
    WHERE status = 'failed' AND dead_lettered_at IS NULL;
CREATE INDEX executions_dead ON agent_test_executions (queued_at DESC, id DESC)
    WHERE status = 'failed' AND discarded_at IS NULL;
CREATE INDEX executions_by_time ON agent_test_executions (queued_at DESC, id DESC);
CREATE INDEX executions_by_agent_time ON agent_test_executions (agent_id, queued_at DESC, id DESC);
CREATE INDEX executions_by_tenant_time ON agent_test_executions (tenant_id, queued_at DESC, id DESC);
CREATE INDEX executions_queued_by_time ON agent_test_executions (queued_at DESC, id DESC) WHERE status = 'queued';
CREATE INDEX executions_failed_by_time ON agent_test_executions (queued_at DESC, id DESC) WHERE status = 'failed';
CREATE INDEX executions_by_agent_start ON agent_test_executions (agent_id, started_at DESC);
CREATE INDEX executions_by_issue ON agent_test_executions (issue_key, queued_at DESC);

-- An id answered for a repeat of an event that already has a row of its own.
CREATE TABLE execution_aliases (
    id           uuid PRIMARY KEY,
    execution_id uuid NOT NULL REFERENCES agent_test_executions (id) ON DELETE CASCADE
);

CREATE TABLE execution_attempts (
    execution_id uuid NOT NULL REFERENCES agent_test_executions (id) ON DELETE CASCADE,
    epoch        integer NOT NULL,
    attempt      integer NOT NULL,
    agent_id     uuid NOT NULL,
    worker       text,
    started_at   timestamptz NOT NULL,
    ended_at     timestamptz NOT NULL,
    outcome      text NOT NULL CHECK (outcome IN ('completed', 'failed', 'retry', 'lost')),
    error        jsonb,
    PRIMARY KEY (execution_id, epoch, attempt)
);

-- Who did what to executions. Kept when the execution is not.
CREATE TABLE audit_log (
    id           bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    at           timestamptz NOT NULL DEFAULT now(),
    token_id     uuid NOT NULL,
    actor        text NOT NULL,
    action       text NOT NULL CHECK (action IN ('replay', 'replay_edited', 'discard')),
    execution_id uuid NOT NULL,
    tenant_id    uuid,
    detail       jsonb NOT NULL DEFAULT '{}'
);
CREATE INDEX audit_log_by_execution ON audit_log (execution_id, id);

-- The tickets seen, for finding similar ones; always within one tenant.
CREATE TABLE tickets (
    tenant_id   uuid NOT NULL,
    issue_key   text NOT NULL,
    summary     text NOT NULL,
    description text NOT NULL,
    search      tsvector GENERATED ALWAYS AS (
        setweight(to_tsvector('english', left(summary, 2000)), 'A')
        || setweight(to_tsvector('english', left(description, 20000)), 'B')) STORED,
    seen_at     timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (tenant_id, issue_key)
);
CREATE INDEX tickets_search ON tickets USING gin (search);
CREATE INDEX tickets_summary_trigrams ON tickets USING gin (summary gin_trgm_ops);

-- Refused requests, bounded by the route that writes them.
CREATE TABLE rejected_requests (
    id         bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    at         timestamptz NOT NULL,
    -- as in the path; null where it is no UUID
    agent_id   uuid,
    tenant_id  uuid,
    reason     text NOT NULL,
    client     text NOT NULL,
    size_bytes bigint NOT NULL
);
