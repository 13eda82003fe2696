-- The Jira sites, with how their comments stand.
SELECT s.tenant_id, t.name AS tenant_name, s.base_url, s.flavour, s.user_name, s.token_encrypted, s.account_id, s.account_name, s.mode,
       array_to_string(s.allowed_fields, ',') AS allowed_fields, s.created_at, s.updated_at,
       CASE WHEN s.rest_until > now() THEN s.rest_until END AS rest_until,
       (SELECT count(*) FROM jira_comments c WHERE c.tenant_id = s.tenant_id AND c.state = 'pending') AS pending,
       (SELECT count(*) FROM jira_comments c WHERE c.tenant_id = s.tenant_id AND c.state = 'failed') AS failed
  FROM jira_sites s
  JOIN tenants t ON t.id = s.tenant_id
 WHERE true
   AND s.tenant_id = :tenant                                      -- when tenant
 ORDER BY t.name
