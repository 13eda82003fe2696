-- Agents with what came for them although they are not active.
SELECT a.id, a.name, t.name AS tenant, a.kind, a.status, a.hmac_secret_encrypted, a.previous_hmac_secret_encrypted,
       a.previous_hmac_secret_until,
       (SELECT count(*) FROM rejected_requests r
         WHERE r.agent_id = a.id AND r.reason = 'agent_not_active' AND r.at > now() - interval '1 day') AS refused,
       (SELECT count(*) FROM agent_test_executions e WHERE e.agent_id = a.id AND e.status = 'queued') AS queued
  FROM agents a
  JOIN tenants t ON t.id = a.tenant_id
 ORDER BY t.name, a.name, a.id
