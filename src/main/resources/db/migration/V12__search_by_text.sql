-- Executions are found by words of their issue key, summary and error --------------------------------------------------

-- In small letters. A key such as TEST-123 is two words.
CREATE FUNCTION words_of(text) RETURNS tsvector
    LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
    RETURN to_tsvector('simple', translate($1, '!"#$%&''()*+,-./:;<=>?@[\]^_`{|}~', repeat(' ', 32)));

-- What matches a text that is being typed: each of its words begins a word of what is found. Null: it holds no word.
CREATE FUNCTION sought_words(typed text) RETURNS tsquery
    LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
    RETURN (SELECT string_agg('''' || word || ''':*', ' & ')::tsquery FROM unnest(tsvector_to_array(words_of(typed))) AS word);

-- Of the ticket, as it stood in the event.
ALTER TABLE agent_test_executions ADD COLUMN summary text CHECK (length(summary) <= 255);

-- Not a column: it would be computed for each version of a row, and an upgrade would write all rows again.
CREATE FUNCTION execution_words(issue_key text, summary text, error jsonb) RETURNS tsvector
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
    RETURN words_of(coalesce(issue_key, '') || ' ' || coalesce(summary, '') || ' ' || coalesce(error ->> 'reason', '') || ' '
        || left(coalesce(error ->> 'message', ''), 2000));

-- A row is written two or three times; only what has ended is indexed, so once. What is open is few, and looked through.
CREATE INDEX executions_by_words ON agent_test_executions USING gin (execution_words(issue_key, summary, error))
    WHERE completed_at IS NOT NULL;
