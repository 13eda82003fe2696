-- Appends refused requests and drops what is older than the newest ten thousand.
WITH dropped AS (
    DELETE FROM rejected_requests WHERE id <= (SELECT max(id) - 10000 FROM rejected_requests)
)
INSERT INTO rejected_requests (at, agent_id, tenant_id, reason, client, size_bytes)
SELECT r.at, r.agent_id, a.tenant_id, r.reason, r.client, r.size_bytes
  FROM jsonb_to_recordset(CAST(:#rejected AS jsonb)) AS r (at timestamptz, agent_id uuid, reason text, client text, size_bytes bigint)
  LEFT JOIN agents a ON a.id = r.agent_id
