-- What needs somebody, then what no longer does, newest first.
SELECT a.name, a.subject, a.tenant_id, t.name AS tenant, a.message, a.since, a.resolved_at, a.told_at
  FROM alerts a
  LEFT JOIN tenants t ON t.id = a.tenant_id
 WHERE true
   AND a.tenant_id = :scope                                      -- when scope
 ORDER BY a.resolved_at DESC NULLS FIRST, a.since DESC, a.name, a.subject
 LIMIT 200
