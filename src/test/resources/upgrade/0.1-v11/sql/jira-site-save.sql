-- Connects a tenant with its Jira, or changes how. Comments of another Jira are looked for anew; what failed for want of a
-- valid token is due again.
WITH saved AS (
    INSERT INTO jira_sites AS s (tenant_id, base_url, flavour, user_name, token_encrypted, account_id, account_name, mode, allowed_fields)
    VALUES (:tenant, :base_url, :flavour, :user_name, :token_encrypted, :account_id, :account_name, :mode,
            string_to_array(:allowed_fields, ','))
    ON CONFLICT (tenant_id) DO UPDATE
       SET base_url = excluded.base_url,
           flavour = excluded.flavour,
           user_name = excluded.user_name,
           token_encrypted = excluded.token_encrypted,
           account_id = excluded.account_id,
           account_name = excluded.account_name,
           mode = excluded.mode,
           allowed_fields = excluded.allowed_fields,
           rest_until = NULL
    RETURNING s.tenant_id
), renewed AS (
    UPDATE jira_comments c
       SET comment_id = CASE WHEN :moved THEN NULL ELSE c.comment_id END,
           content_sha256 = CASE WHEN :moved THEN NULL ELSE c.content_sha256 END,
           state = CASE WHEN c.error ->> 'reason' = 'jira_unauthorized' THEN 'pending' ELSE c.state END,
           attempts = 0,
           next_attempt_at = now()
     WHERE c.tenant_id = :tenant
       AND (:moved OR (c.state = 'failed' AND c.error ->> 'reason' = 'jira_unauthorized'))
)
INSERT INTO audit_log (token_id, actor, action, tenant_id, detail)
SELECT CAST(:token AS uuid), :actor, :action, tenant_id, CAST(:detail AS jsonb)
  FROM saved
