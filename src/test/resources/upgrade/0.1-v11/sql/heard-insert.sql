-- Keeps requests for those who listen to their agents, the newest twenty of each agent.
WITH came AS (
    SELECT h.*, row_number() OVER (PARTITION BY h.agent_id ORDER BY h.place DESC) AS age
      FROM ROWS FROM (jsonb_to_recordset(CAST(:#heard AS jsonb)) AS (
               at timestamptz, agent_id uuid, heard jsonb, body_base64 text))
           WITH ORDINALITY AS h (at, agent_id, heard, body_base64, place)
), dropped AS (
    DELETE FROM heard_requests
     WHERE id IN (SELECT known.id
                    FROM (SELECT id, agent_id, row_number() OVER (PARTITION BY agent_id ORDER BY id DESC) AS age
                            FROM heard_requests
                           WHERE agent_id IN (SELECT agent_id FROM came)) known
                   WHERE known.age + (SELECT count(*) FROM came WHERE came.agent_id = known.agent_id) > 20)
)
INSERT INTO heard_requests (at, agent_id, tenant_id, heard, body)
SELECT came.at, a.id, a.tenant_id, came.heard, decode(came.body_base64, 'base64')
  FROM came
  JOIN agents a ON a.id = came.agent_id
 WHERE came.age <= 20
 ORDER BY came.place
