-- A page of refused requests, newest first; the table is bounded. Lines as in history-executions.sql.
SELECT r.id, r.at, r.agent_id, a.name AS agent_name, r.tenant_id, r.reason, r.client, r.size_bytes
  FROM rejected_requests r
  LEFT JOIN agents a ON a.id = r.agent_id
 WHERE true
   AND r.tenant_id = :scope                                      -- when scope
   AND r.agent_id = :agent                                       -- when agent
   AND r.reason = :reason                                        -- when reason
   AND r.id < :before                                            -- when before
 ORDER BY r.id DESC
 LIMIT :limit
