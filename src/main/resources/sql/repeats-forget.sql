-- Forgets executions that were removed so long ago that receivers refuse what would repeat them, oldest first.
DELETE FROM removed_executions r
 USING (SELECT agent_id, payload_sha256
          FROM removed_executions
         -- null: never
         WHERE removed_at < now() - make_interval(secs => CAST(nullif(CAST(:#known_seconds AS text), '') AS double precision))
         ORDER BY removed_at
         LIMIT 10000
           FOR UPDATE SKIP LOCKED) AS old
 WHERE r.agent_id = old.agent_id
   AND r.payload_sha256 = old.payload_sha256
