-- What needs somebody, and whether that somebody has been told. All processes write and read the same rows.
CREATE TABLE alerts (
    name          text NOT NULL,
    -- What it is about: the id of an agent, a budget and so on; empty where there can be only one.
    subject       text NOT NULL DEFAULT '',
    -- null: concerns all tenants
    tenant_id     uuid,
    message       text NOT NULL,
    since         timestamptz NOT NULL DEFAULT now(),
    -- When it last held.
    seen_at       timestamptz NOT NULL DEFAULT now(),
    resolved_at   timestamptz,
    -- What was delivered last.
    told          text CHECK (told IN ('firing', 'resolved')),
    told_at       timestamptz,
    -- Somebody is delivering it until then.
    telling_until timestamptz,
    PRIMARY KEY (name, subject)
);
