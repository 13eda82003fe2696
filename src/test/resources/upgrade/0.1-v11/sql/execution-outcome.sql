-- Writes the outcomes of a batch of attempts. Fenced: an attempt that no longer holds its execution changes nothing. A
-- claim given back leaves no trace: the agent was not asked. One that the agent has taken goes on, until it answers. An
-- answer that was given later stands against whatever else the attempt that asked for it has come to. A result that is to be
-- told in Jira is entered in the outbox of comments; of two for the same comment, the later event's.
WITH outcome AS (
    SELECT o.*,
           CASE o.outcome WHEN 'awaited' THEN now() + coalesce(
               (SELECT make_interval(secs => a.answer_within_seconds) FROM agents a WHERE a.id = o.agent_id),
               interval '0') END AS awaited_until
      FROM jsonb_to_recordset(CAST(:#outcomes AS jsonb)) AS o (
               execution_id uuid, epoch integer, attempt integer, agent_id uuid, outcome text, retry_seconds double precision,
               backup_next boolean, stand_in_id uuid, issue_key text, event_type text, result jsonb, error jsonb, claimed_at timestamptz,
               input_tokens bigint, output_tokens bigint, cost numeric, model text, prompt text, comment boolean,
               later boolean)
), written AS (
    UPDATE agent_test_executions x
       SET status = CASE WHEN o.outcome IN ('retry', 'returned') THEN 'queued'
                         WHEN o.outcome = 'awaited' THEN 'in_progress'
                         ELSE o.outcome END,
           completed_at = CASE WHEN o.outcome IN ('completed', 'failed') THEN now() END,
           next_attempt_at = CASE WHEN o.outcome IN ('retry', 'returned')
                                  THEN now() + make_interval(secs => o.retry_seconds) END,
           attempt = CASE o.outcome WHEN 'returned' THEN x.attempt - 1 ELSE x.attempt END,
           started_at = CASE WHEN o.outcome = 'returned' AND x.attempt = 1 THEN NULL ELSE x.started_at END,
           turn_started_at = CASE WHEN o.backup_next
                                    OR (o.outcome = 'returned' AND x.attempt - coalesce(x.backup_since, 0) = 1) THEN NULL
                                  ELSE x.turn_started_at END,
           backup_since = CASE WHEN o.backup_next THEN x.attempt ELSE x.backup_since END,
           stand_in_id = CASE WHEN o.backup_next THEN o.stand_in_id ELSE x.stand_in_id END,
           -- Workers of another version, which do not know of awaited ones, leave them alone a little longer.
           lease_until = o.awaited_until + interval '1 minute',
           awaited_until = o.awaited_until,
           asked_at = CASE o.outcome WHEN 'awaited' THEN o.claimed_at ELSE x.asked_at END,
           answer = CASE o.outcome WHEN 'awaited' THEN x.answer END,
           issue_key = coalesce(o.issue_key, x.issue_key),
           event_type = coalesce(o.event_type, x.event_type),
           answered_by = CASE o.outcome WHEN 'completed' THEN o.agent_id END,
           result = o.result,
           error = CASE WHEN o.outcome IN ('returned', 'awaited') THEN x.error ELSE o.error END
      FROM outcome o
     WHERE x.id = o.execution_id
       AND x.epoch = o.epoch
       AND x.attempt = o.attempt
       -- Written so that the row is found by its id; the index of leases is full of what has ended a moment ago.
       AND coalesce(x.status, '') = 'in_progress'
       AND (x.answer IS NULL OR o.later OR o.outcome = 'awaited')
    RETURNING x.id, o.epoch, o.attempt, o.agent_id, x.worker, o.claimed_at, o.outcome, o.error,
              o.input_tokens, o.output_tokens, o.cost, o.model, o.prompt,
              x.agent_id AS own_agent_id, x.tenant_id, x.issue_key, x.seq, o.comment
), told AS (
    INSERT INTO jira_comments AS c (agent_id, issue_key, tenant_id, execution_id, epoch, seq, by_rule)
    SELECT DISTINCT ON (w.own_agent_id, w.issue_key)
           w.own_agent_id, w.issue_key, w.tenant_id, w.id, w.epoch, w.seq, coalesce(w.comment, false)
      FROM written w
      JOIN jira_sites s ON s.tenant_id = w.tenant_id
     WHERE w.outcome = 'completed'
       AND coalesce(w.comment, s.mode <> 'off')
       AND length(w.issue_key) BETWEEN 1 AND 255
     ORDER BY w.own_agent_id, w.issue_key, w.seq DESC, w.epoch DESC
    ON CONFLICT (agent_id, issue_key) DO UPDATE
       SET execution_id = excluded.execution_id,
           epoch = excluded.epoch,
           seq = excluded.seq,
           by_rule = excluded.by_rule,
           state = 'pending',
           wanted_at = now(),
           attempts = 0,
           next_attempt_at = now(),
           preview = NULL,
           error = NULL
     WHERE (excluded.seq, excluded.epoch) > (c.seq, c.epoch)
)
INSERT INTO execution_attempts (execution_id, epoch, attempt, agent_id, worker, started_at, ended_at, outcome, error,
                                input_tokens, output_tokens, cost, model, prompt)
SELECT id, epoch, attempt, agent_id, worker, claimed_at, now(), outcome, error, input_tokens, output_tokens, cost, model, prompt
  FROM written
 WHERE outcome NOT IN ('returned', 'awaited')
ON CONFLICT DO NOTHING
