-- Notes what was delivered.
UPDATE alerts a
   SET told = t.told, told_at = now(), telling_until = NULL
  FROM jsonb_to_recordset(CAST(:#told AS jsonb)) AS t (name text, subject text, told text)
 WHERE a.name = t.name
   AND a.subject = t.subject
