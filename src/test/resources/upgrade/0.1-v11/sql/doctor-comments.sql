-- Comments that did not come into Jira, by tenant.
SELECT t.name AS tenant,
       count(*) FILTER (WHERE c.state = 'failed') AS failed,
       count(*) FILTER (WHERE c.state = 'pending' AND c.wanted_at < now() - interval '10 minutes') AS late,
       max(c.error ->> 'reason') AS reason
  FROM jira_comments c
  JOIN jira_sites s ON s.tenant_id = c.tenant_id
  JOIN tenants t ON t.id = c.tenant_id
 WHERE c.state = 'failed' OR (c.state = 'pending' AND c.wanted_at < now() - interval '10 minutes')
 GROUP BY t.name
 ORDER BY t.name
