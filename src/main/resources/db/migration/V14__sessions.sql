-- Who is signed in to the pages. The browser's cookie names the row, so that signing out, and what a provider says of
-- somebody, hold on every instance.
CREATE TABLE sessions (
    id                 uuid PRIMARY KEY,
    -- null: signed in at the provider; the columns below say as whom
    token_id           uuid REFERENCES api_tokens (id),
    subject            text,
    name               text,
    role               text CHECK (role IN ('viewer', 'operator', 'admin')),
    -- null: all tenants
    tenant_id          uuid REFERENCES tenants (id),
    -- Lets the provider know whom to sign out (a Fernet token).
    id_token_encrypted text,
    -- One answer of the provider signs in once.
    state_sha256       bytea UNIQUE,
    started_at         timestamptz NOT NULL DEFAULT now(),
    ends_at            timestamptz NOT NULL,
    ended_at           timestamptz,
    CHECK ((token_id IS NOT NULL) <> (subject IS NOT NULL AND name IS NOT NULL AND role IS NOT NULL))
);
CREATE INDEX sessions_by_subject ON sessions (subject) WHERE subject IS NOT NULL;
CREATE INDEX sessions_by_end ON sessions (ends_at);

-- The actions stand in the statements; the list of them had to be repeated with each new one.
ALTER TABLE audit_log
    DROP CONSTRAINT audit_log_action_check,
    ADD CONSTRAINT audit_log_action_check CHECK (action ~ '^[a-z_]{1,40}$');
