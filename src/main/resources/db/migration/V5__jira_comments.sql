-- The Jira that a tenant's results are told to ------------------------------------------------------------------------

CREATE TABLE jira_sites (
    tenant_id       uuid PRIMARY KEY REFERENCES tenants (id) ON DELETE CASCADE,
    -- Without a trailing slash; REST paths are appended.
    base_url        text NOT NULL CHECK (length(base_url) <= 2000),
    flavour         text NOT NULL CHECK (flavour IN ('cloud', 'data-center')),
    -- The e-mail address of the account; a Data Center token needs none.
    user_name       text,
    token_encrypted text NOT NULL,
    -- The account that the token belongs to, as Jira names it: accountId, or key on a Data Center.
    account_id      text,
    account_name    text,
    mode            text NOT NULL DEFAULT 'off' CHECK (mode IN ('off', 'dry_run', 'on')),
    -- Fields of the issue that may be changed beside the comment.
    allowed_fields  text[] NOT NULL DEFAULT '{}' CHECK (allowed_fields <@ ARRAY['labels', 'priority']),
    created_at      timestamptz NOT NULL DEFAULT now(),
    updated_at      timestamptz NOT NULL DEFAULT now(),
    -- Jira has asked to be left alone until then.
    rest_until      timestamptz,
    CHECK (flavour = 'data-center' OR user_name IS NOT NULL)
);
CREATE TRIGGER jira_sites_touched
    BEFORE UPDATE OF base_url, flavour, user_name, token_encrypted, account_id, mode, allowed_fields ON jira_sites
    FOR EACH ROW EXECUTE FUNCTION touch_updated_at();
CREATE TRIGGER jira_sites_changed
    AFTER INSERT OR DELETE OR TRUNCATE
       OR UPDATE OF base_url, flavour, user_name, token_encrypted, account_id, mode, allowed_fields ON jira_sites
    FOR EACH STATEMENT EXECUTE FUNCTION registry_changed();

-- One comment of an agent on an issue, and whose result it is to show: an outbox, filled by the statement that writes the
-- result. It has no key to executions, so that it outlives them and can never refuse a result.
CREATE TABLE jira_comments (
    agent_id        uuid NOT NULL,
    issue_key       text NOT NULL,
    tenant_id       uuid NOT NULL REFERENCES tenants (id) ON DELETE CASCADE,
    execution_id    uuid NOT NULL,
    epoch           integer NOT NULL,
    -- That of the execution: a later event's result is never replaced by an earlier one's.
    seq             bigint NOT NULL,
    -- A rule says comment: on, so it is written while the site's mode is off.
    by_rule         boolean NOT NULL DEFAULT false,
    state           text NOT NULL DEFAULT 'pending' CHECK (state IN ('pending', 'sent', 'dry_run', 'failed')),
    wanted_at       timestamptz NOT NULL DEFAULT now(),
    attempts        integer NOT NULL DEFAULT 0,
    next_attempt_at timestamptz NOT NULL DEFAULT now(),
    -- Counts the workers that took it, over all results; with it the last one's outcome is told from an earlier one's.
    claims          bigint NOT NULL DEFAULT 0,
    lease_until     timestamptz,
    -- In Jira; null until one is known to be there.
    comment_id      text,
    -- Of what was written last, to leave alone what would not change.
    content_sha256  bytea,
    sent_at         timestamptz,
    preview         jsonb,
    error           jsonb,
    PRIMARY KEY (agent_id, issue_key)
);
CREATE INDEX jira_comments_due ON jira_comments (tenant_id, next_attempt_at) WHERE state = 'pending';
CREATE INDEX jira_comments_failed ON jira_comments (tenant_id) WHERE state = 'failed';

ALTER TABLE audit_log
    DROP CONSTRAINT audit_log_action_check,
    ADD CONSTRAINT audit_log_action_check CHECK (action IN (
        'replay', 'replay_edited', 'discard',
        'tenant_created', 'tenant_changed',
        'agent_created', 'agent_changed', 'secret_rotated', 'automation_token_rotated', 'test_sent',
        'token_created', 'token_revoked',
        'encryption_key_rotated',
        'jira_connected', 'jira_changed', 'jira_removed', 'comment_requested'));
