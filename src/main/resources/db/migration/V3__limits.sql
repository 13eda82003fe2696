-- How many events are taken in: so many a second, minute or hour, such as 60/min; null: any number -------------------

ALTER TABLE tenants ADD COLUMN rate_limit text CHECK (rate_limit ~ '^[1-9][0-9]{0,6}/(s|min|h)$');
ALTER TABLE agents ADD COLUMN rate_limit text CHECK (rate_limit ~ '^[1-9][0-9]{0,6}/(s|min|h)$');

-- What may be spent on one day (UTC). Without a row there is no limit; a new resource needs rows and no columns.
CREATE TABLE budgets (
    id          bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    -- One of the two: of one agent, or of all agents of a tenant together.
    agent_id    uuid REFERENCES agents (id) ON DELETE CASCADE,
    tenant_id   uuid REFERENCES tenants (id) ON DELETE CASCADE,
    resource    text NOT NULL DEFAULT 'runs' CHECK (resource IN ('runs')),
    daily_limit bigint NOT NULL CHECK (daily_limit BETWEEN 1 AND 1000000000),
    -- Both counts are of this day; on another one they are nought.
    day         date NOT NULL DEFAULT '1970-01-01',
    used        bigint NOT NULL DEFAULT 0 CHECK (used >= 0),
    refused     bigint NOT NULL DEFAULT 0,
    CHECK (num_nonnulls(agent_id, tenant_id) = 1),
    UNIQUE (agent_id, resource),
    UNIQUE (tenant_id, resource)
);
-- Counting does not move the registry's version, a changed limit does.
CREATE TRIGGER budgets_changed AFTER INSERT OR DELETE OR TRUNCATE OR UPDATE OF daily_limit ON budgets
    FOR EACH STATEMENT EXECUTE FUNCTION registry_changed();

-- Who did what, now also to agents, tenants and tokens ----------------------------------------------------------------

ALTER TABLE audit_log
    -- null: the command line, which works on the database without a token
    ALTER COLUMN token_id DROP NOT NULL,
    ALTER COLUMN execution_id DROP NOT NULL,
    ADD COLUMN agent_id uuid,
    DROP CONSTRAINT audit_log_action_check,
    ADD CONSTRAINT audit_log_action_check CHECK (action IN (
        'replay', 'replay_edited', 'discard',
        'tenant_created', 'tenant_changed',
        'agent_created', 'agent_changed', 'secret_rotated', 'automation_token_rotated', 'test_sent',
        'token_created', 'token_revoked',
        'encryption_key_rotated'));
