-- Three row versions an execution, and its removal, leave dead rows at the rate of the load. A share of the table lets
-- more of them gather the larger it grows, so the share is small, and a vacuum that has begun may work ten times as fast as
-- by default: it has to read a dozen indexes. fillfactor stays 100: no update of this table can be HOT, since each
-- changes a column that stands in an index or its condition, so room kept in the page would only make the table larger.
ALTER TABLE agent_test_executions SET (
    autovacuum_vacuum_scale_factor = 0.01, autovacuum_vacuum_threshold = 5000, autovacuum_vacuum_cost_limit = 2000,
    autovacuum_analyze_scale_factor = 0.02);

-- Only ever added to, and removed from in one piece. Vacuumed while the pages are new, it is frozen by the way instead of
-- all at once after months.
ALTER TABLE execution_attempts SET (
    autovacuum_vacuum_scale_factor = 0.02, autovacuum_vacuum_threshold = 5000,
    autovacuum_vacuum_insert_scale_factor = 0.05, autovacuum_vacuum_cost_limit = 2000);
ALTER TABLE removed_executions SET (autovacuum_vacuum_insert_scale_factor = 0.05);

-- One row for each agent or tenant, counted up at each attempt: HOT as long as the next version has room in its page.
ALTER TABLE budgets SET (fillfactor = 50, autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 1000);
