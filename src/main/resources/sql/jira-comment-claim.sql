-- Takes comments that are due, oldest first, no more of a site than it has free places here, and none of a site that has
-- asked to be left alone. Taken for so long that the requests of an earlier taker are over before another takes it.
WITH due AS (
    SELECT c.agent_id, c.issue_key
      FROM jira_sites s
      LEFT JOIN jsonb_to_recordset(CAST(:#busy AS jsonb)) AS busy (tenant_id uuid, running integer)
             ON busy.tenant_id = s.tenant_id
     CROSS JOIN LATERAL (
           SELECT c.agent_id, c.issue_key, c.next_attempt_at
             FROM jira_comments c
            WHERE c.tenant_id = s.tenant_id
              AND c.state = 'pending'
              AND c.next_attempt_at <= now()
              AND (c.lease_until IS NULL OR c.lease_until < now())
              AND (s.mode <> 'off' OR c.by_rule)
            ORDER BY c.next_attempt_at
            LIMIT greatest(0, CAST(:#per_site AS integer) - coalesce(busy.running, 0))
              FOR UPDATE OF c SKIP LOCKED) c
     WHERE s.rest_until IS NULL OR s.rest_until < now()
     ORDER BY c.next_attempt_at
     LIMIT CAST(:#limit AS integer)
)
UPDATE jira_comments c
   SET attempts = c.attempts + 1,
       claims = c.claims + 1,
       lease_until = now() + make_interval(secs => CAST(:#lease_seconds AS double precision))
  FROM due
  JOIN jira_comments own USING (agent_id, issue_key)
  JOIN jira_sites s ON s.tenant_id = own.tenant_id
  JOIN tenants t ON t.id = own.tenant_id
  LEFT JOIN agents a ON a.id = own.agent_id
  LEFT JOIN agent_test_executions x ON x.id = own.execution_id AND x.epoch = own.epoch AND x.status = 'completed'
 WHERE c.agent_id = due.agent_id
   AND c.issue_key = due.issue_key
RETURNING c.agent_id, c.issue_key, c.tenant_id, t.name AS tenant_name, c.execution_id, c.epoch, c.claims, c.attempts,
          CAST(extract(epoch FROM now() - c.wanted_at) AS double precision) AS age_seconds,
          c.comment_id, c.content_sha256, coalesce(a.name, 'Agent') AS agent_name, x.traceparent, CAST(x.result AS text) AS result,
          s.base_url, s.flavour, s.user_name, s.token_encrypted, s.account_id, s.mode,
          array_to_string(s.allowed_fields, ',') AS allowed_fields
