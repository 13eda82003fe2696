-- Remembers this ticket, where it is to be remembered, and finds the earlier tickets of the same tenant that resemble it, best first, at most five.
--
-- Candidates: up to 60 that share a word stem with the summary (full text), up to 60 whose summary is spelt alike
-- (trigrams). Nothing but the two GIN indexes decides who is a candidate, whatever the size of the table; where
-- thousands match, as alarms do, the first 20000 and 2000 found are ranked.
-- score = 0.5 x shared word stems of the two summaries (Dice) + 0.3 x trigram similarity of the summaries
--       + 0.2 x trigram similarity of the descriptions; where one of them has no description, the first two rescaled.
-- Listed from 0.25. A duplicate from 0.72, if the summaries share three stems or the descriptions are alike (0.8):
-- two tickets called "Login broken" alone are not the same ticket. docs/quality.md has the mistakes at other thresholds.
WITH ticket AS MATERIALIZED (
    SELECT tenant_id, issue_key, summary, description,
           tsvector_to_array(to_tsvector('english', summary)) AS stems
      FROM (SELECT CAST(:#tenant_id AS uuid) AS tenant_id,
                   CAST(:#issue_key AS text) AS issue_key,
                   left(coalesce(CAST(:#summary AS text), ''), 2000) AS summary,
                   left(coalesce(CAST(:#description AS text), ''), 20000) AS description) AS given
), remembered AS (
    INSERT INTO tickets (tenant_id, issue_key, summary, description)
    SELECT tenant_id, issue_key, summary, description FROM ticket
     WHERE tenant_id IS NOT NULL AND issue_key <> '' AND CAST(:#remember AS boolean)
    ON CONFLICT (tenant_id, issue_key) DO UPDATE
       SET summary = excluded.summary, description = excluded.description, seen_at = now()
), query AS MATERIALIZED (
    -- The longest stems are the rarest ones. Quoted, so that no text can be taken for an operator.
    SELECT CAST(string_agg('''' || replace(replace(stem, '\', '\\'), '''', '''''') || '''', ' | ') AS tsquery) AS any_stem
      FROM (SELECT stem FROM ticket, unnest(stems) AS stem ORDER BY length(stem) DESC, stem LIMIT 16) AS longest
), candidates AS (
    (SELECT issue_key
       FROM (SELECT t.issue_key, t.search
               FROM tickets AS t
              WHERE t.tenant_id = (SELECT tenant_id FROM ticket) AND t.search @@ (SELECT any_stem FROM query)
              LIMIT 20000) AS alike
      ORDER BY ts_rank(search, (SELECT any_stem FROM query)) DESC
      LIMIT 60)
    UNION
    (SELECT issue_key
       FROM (SELECT t.issue_key, t.summary
               FROM tickets AS t
              WHERE t.tenant_id = (SELECT tenant_id FROM ticket) AND t.summary % (SELECT summary FROM ticket)
              LIMIT 2000) AS alike
      ORDER BY similarity(summary, (SELECT summary FROM ticket)) DESC
      LIMIT 60)
), compared AS (
    SELECT other.issue_key, other.summary,
           shared.stems AS shared_stems,
           2.0 * shared.stems / greatest(cardinality(ticket.stems) + cardinality(others.stems), 1) AS by_stems,
           similarity(other.summary, ticket.summary) AS by_letters,
           CASE WHEN other.description = '' OR ticket.description = '' THEN NULL
                WHEN other.description = ticket.description THEN 1.0
                ELSE similarity(left(other.description, 2000), left(ticket.description, 2000)) END AS by_description
      FROM ticket
      JOIN candidates ON candidates.issue_key <> ticket.issue_key
      JOIN tickets AS other ON other.tenant_id = ticket.tenant_id AND other.issue_key = candidates.issue_key
     CROSS JOIN LATERAL (SELECT tsvector_to_array(to_tsvector('english', left(other.summary, 2000))) AS stems) AS others
     CROSS JOIN LATERAL (SELECT count(*) AS stems FROM unnest(others.stems) AS stem WHERE stem = ANY (ticket.stems)) AS shared
), scored AS (
    SELECT issue_key, summary, shared_stems, by_description,
           CAST(CASE WHEN by_description IS NULL THEN (0.5 * by_stems + 0.3 * by_letters) / 0.8
                     ELSE 0.5 * by_stems + 0.3 * by_letters + 0.2 * by_description END AS double precision) AS score
      FROM compared
)
SELECT issue_key,
       CAST(round(CAST(least(score, 1) AS numeric), 3) AS double precision) AS score,
       summary,
       score >= 0.72 AND (shared_stems >= 3 OR coalesce(by_description, 0) >= 0.8) AS duplicate
  FROM scored
 WHERE score >= 0.25
 ORDER BY score DESC, issue_key
 LIMIT 5
