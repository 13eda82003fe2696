-- Executions are found by words of a time -------------------------------------------------------------------------------

-- About nine hours of time, counted from 1970; the same in every zone.
CREATE FUNCTION period_of(at timestamptz) RETURNS bigint
    LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
    RETURN CAST(floor(extract(epoch FROM at - TIMESTAMPTZ '1970-01-01 00:00:00+00')) AS bigint) >> 15;

-- What each word of a period begins with in the index. No word holds a tilde: see words_of.
CREATE FUNCTION period_mark(period bigint) RETURNS text
    LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
    RETURN to_hex(period) || '~';

-- For texts in which a word could become longer than a tsvector takes, once it is marked.
CREATE FUNCTION cut_words(words tsvector) RETURNS tsvector
    LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
    RETURN array_to_tsvector(ARRAY(SELECT left(word, 200) FROM unnest(tsvector_to_array(words)) AS word));

-- Each word with the mark of the period in which the execution was queued; beside them whose it is, and whether it has failed.
-- Without a subquery, so that PostgreSQL takes it as a part of the statement instead of calling it: half the time for each row.
CREATE FUNCTION execution_terms(issue_key text, summary text, error jsonb, tenant_id uuid, agent_id uuid, status text,
                                queued_at timestamptz) RETURNS tsvector
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
    RETURN CAST(coalesce('''~t' || CAST(tenant_id AS text) || ''' ', '')
        || coalesce('''~a' || CAST(agent_id AS text) || ''' ', '')
        || CASE WHEN status = 'failed' THEN '''~failed''' ELSE '' END
        || replace(' ' || CAST(CASE WHEN octet_length(coalesce(issue_key, '') || coalesce(CAST(error AS text), '')) < 500
                                    THEN strip(execution_words(issue_key, summary, error))
                                    ELSE cut_words(execution_words(issue_key, summary, error)) END AS text),
                   ' ''', ' ''' || period_mark(period_of(queued_at))) AS tsvector);

-- What matches a text that is being typed, within a period. Null: it holds no word. Parallel unsafe, so that PostgreSQL does not
-- start workers for each period, which takes a hundred times as long as to look it up.
CREATE FUNCTION sought_terms(typed text, period bigint) RETURNS tsquery
    LANGUAGE sql IMMUTABLE STRICT PARALLEL UNSAFE
    RETURN (SELECT CAST(string_agg('''' || period_mark(period) || left(word, 200) || ''':*', ' & ') AS tsquery)
              FROM unnest(tsvector_to_array(words_of(typed))) AS word);

-- Instead of executions_by_words. A short list of what is not sorted in yet: a search reads it once for each period.
CREATE INDEX executions_by_terms ON agent_test_executions
    USING gin (execution_terms(issue_key, summary, error, tenant_id, agent_id, status, queued_at))
    WITH (gin_pending_list_limit = 64)
    WHERE completed_at IS NOT NULL;

-- Dead letters of an agent: few beside its others.
CREATE INDEX executions_dead_by_agent ON agent_test_executions (agent_id, queued_at DESC, id DESC)
    WHERE status = 'failed' AND discarded_at IS NULL;

-- Why executions have failed lately.
CREATE INDEX executions_dead_by_end ON agent_test_executions (completed_at DESC) WHERE status = 'failed' AND discarded_at IS NULL;

-- Last, since from here on nobody reads the table either, until the migration ends.
DROP INDEX executions_by_words;
