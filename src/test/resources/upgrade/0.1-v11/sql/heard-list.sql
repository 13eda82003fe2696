-- What was heard of an agent, newest first.
SELECT id, at, heard, body
  FROM heard_requests
 WHERE agent_id = :agent
   AND at > now() - interval '1 hour'
 ORDER BY id DESC
