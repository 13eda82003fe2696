-- The trace that an execution belongs to, as W3C Trace Context writes it; null where nothing is traced. What a worker of the
-- version before takes in has none.
ALTER TABLE agent_test_executions ADD COLUMN traceparent text;
