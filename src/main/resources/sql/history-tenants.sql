SELECT id, name, created_at
  FROM tenants
 WHERE true
   AND id = :scope                                               -- when scope
 ORDER BY name
