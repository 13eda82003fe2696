-- What was refused within the last hour and may be refused again, by agent and reason.
SELECT CAST(r.agent_id AS text) AS agent_id, a.name, r.reason, count(*) AS refused, max(r.at) AS last
  FROM rejected_requests r
  LEFT JOIN agents a ON a.id = r.agent_id
 WHERE r.at > now() - interval '1 hour'
   AND r.reason <> 'agent_not_active'
 GROUP BY r.agent_id, a.name, r.reason
 ORDER BY count(*) DESC, r.reason
 LIMIT 10
