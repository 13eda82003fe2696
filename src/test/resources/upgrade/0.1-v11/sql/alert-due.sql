-- Takes alerts that somebody has to be told of: new ones, those that last, and those that are over.
WITH due AS (
    SELECT name, subject
      FROM alerts
     WHERE (telling_until IS NULL OR telling_until < now())
       AND CASE WHEN resolved_at IS NULL
                THEN told IS DISTINCT FROM 'firing'
                     OR told_at < now() - make_interval(secs => CAST(:#again AS double precision))
                ELSE told = 'firing' END
     ORDER BY since
     LIMIT 20
       FOR UPDATE SKIP LOCKED
)
UPDATE alerts a
   SET telling_until = now() + interval '1 minute'
  FROM due
 WHERE a.name = due.name
   AND a.subject = due.subject
RETURNING a.name, a.subject, a.message, a.since, a.resolved_at IS NOT NULL AS over,
          (SELECT t.name FROM tenants t WHERE t.id = a.tenant_id) AS tenant
