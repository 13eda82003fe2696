-- Somebody looks at what an agent's senders send, until then.
ALTER TABLE agents ADD COLUMN listening_until timestamptz;

-- Requests as they came while somebody was listening, bounded by the route that writes them. Never secrets.
CREATE TABLE heard_requests (
    id           bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    at           timestamptz NOT NULL,
    agent_id     uuid NOT NULL REFERENCES agents (id) ON DELETE CASCADE,
    tenant_id    uuid NOT NULL,
    -- The request's door and shape, its outcome and how its body was read.
    heard        jsonb NOT NULL,
    -- The beginning of the body; null where the sender is not known to be genuine.
    body         bytea CHECK (length(body) <= 65536)
);
CREATE INDEX heard_requests_by_agent ON heard_requests (agent_id, id DESC);
CREATE INDEX heard_requests_by_time ON heard_requests (at);
