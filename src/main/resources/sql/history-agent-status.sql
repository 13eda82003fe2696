-- Changes an agent's status; the receivers take it over within seconds.
UPDATE agents
   SET status = :status
 WHERE id = :agent
   AND tenant_id = :scope                                        -- when scope
