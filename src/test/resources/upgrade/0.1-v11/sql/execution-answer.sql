-- Keeps the answer that an agent gives later, if it is the first one to the attempt that is in progress; tells how the
-- execution stands. Answers are compared as JSON, whatever the order of their members.
WITH given AS (
    SELECT CAST(:answer AS jsonb) AS answer,
           sha256(convert_to(CAST(CAST(:answer AS jsonb) AS text), 'UTF8')) AS answer_sha256
), known AS (
    SELECT x.id, x.status, x.epoch = :epoch AND x.attempt = :attempt AS current, x.answer_sha256
      FROM agent_test_executions x
     WHERE x.id = :id
       FOR UPDATE
), kept AS (
    UPDATE agent_test_executions x
       SET answer = given.answer,
           answer_sha256 = given.answer_sha256
      FROM known, given
     WHERE x.id = known.id
       AND known.current
       AND known.status = 'in_progress'
       AND known.answer_sha256 IS NULL
    RETURNING x.id
)
SELECT known.status, known.current, known.answer_sha256 IS NOT NULL AS answered,
       EXISTS (SELECT FROM kept) OR coalesce(known.current AND known.answer_sha256 = given.answer_sha256, false) AS taken
  FROM known, given
