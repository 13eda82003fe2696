-- How the comments of each connected tenant stand.
SELECT t.name AS tenant,
       (SELECT count(*) FROM jira_comments c WHERE c.tenant_id = s.tenant_id AND c.state = 'pending') AS pending,
       (SELECT count(*) FROM jira_comments c WHERE c.tenant_id = s.tenant_id AND c.state = 'failed') AS failed,
       coalesce((SELECT extract(epoch FROM now() - min(c.wanted_at))
                   FROM jira_comments c WHERE c.tenant_id = s.tenant_id AND c.state = 'pending'), 0) AS oldest_seconds
  FROM jira_sites s
  JOIN tenants t ON t.id = s.tenant_id
