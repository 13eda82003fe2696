-- The agents to choose from in a filter.
SELECT a.id, a.name
  FROM agents a
 WHERE true
   AND a.tenant_id = :scope                                      -- when scope
 ORDER BY a.name, a.id
