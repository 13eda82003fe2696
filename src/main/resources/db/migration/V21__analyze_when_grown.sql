-- Connections keep the plans of the routes' statements until a table that these read is analyzed. Autovacuum looks once a minute;
-- until then, plans that were made for some rows would read all of some ten thousand. Tells whether it was time.
CREATE FUNCTION analyze_when_grown() RETURNS boolean
    LANGUAGE plpgsql AS $$
BEGIN
    IF (SELECT s.n_mod_since_analyze > 100 + 4 * greatest(c.reltuples, 0)
          FROM pg_stat_user_tables s
          JOIN pg_class c ON c.oid = s.relid
         WHERE s.relid = CAST('agent_test_executions' AS regclass)) THEN
        -- Not while it is vacuumed, or analyzed by another worker: nobody waits for this.
        ANALYZE (SKIP_LOCKED) agent_test_executions;
        RETURN true;
    END IF;
    RETURN false;
END
$$;
