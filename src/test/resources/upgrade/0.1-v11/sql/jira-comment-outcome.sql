-- Notes what became of a comment that this worker took. Fenced by the count of takers; where a later result is wanted by
-- now, only what is in Jira is noted, and the comment stays due.
WITH o AS (
    SELECT *
      FROM jsonb_to_record(CAST(:#outcome AS jsonb)) AS o (
               agent_id uuid, issue_key text, tenant_id uuid, execution_id uuid, epoch integer, claims bigint, state text,
               retry_seconds double precision, comment_id text, written boolean, content_sha256 text, preview jsonb, error jsonb,
               rest_seconds double precision)
), rested AS (
    UPDATE jira_sites s
       SET rest_until = greatest(s.rest_until, now() + make_interval(secs => o.rest_seconds))
      FROM o
     WHERE s.tenant_id = o.tenant_id
       AND o.rest_seconds IS NOT NULL
)
UPDATE jira_comments c
   SET lease_until = NULL,
       comment_id = o.comment_id,
       sent_at = CASE WHEN o.written THEN now() ELSE c.sent_at END,
       content_sha256 = coalesce(decode(o.content_sha256, 'hex'), c.content_sha256),
       state = CASE WHEN c.execution_id = o.execution_id AND c.epoch = o.epoch THEN o.state ELSE c.state END,
       next_attempt_at = CASE WHEN c.execution_id = o.execution_id AND c.epoch = o.epoch
                              THEN now() + make_interval(secs => coalesce(o.retry_seconds, 0)) ELSE c.next_attempt_at END,
       preview = CASE WHEN c.execution_id = o.execution_id AND c.epoch = o.epoch THEN o.preview ELSE c.preview END,
       error = CASE WHEN c.execution_id = o.execution_id AND c.epoch = o.epoch THEN o.error ELSE c.error END
  FROM o
 WHERE c.agent_id = o.agent_id
   AND c.issue_key = o.issue_key
   AND c.claims = o.claims
