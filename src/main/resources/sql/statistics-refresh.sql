-- Lets PostgreSQL count the executions anew where they have multiplied since it did.
SELECT analyze_when_grown() AS analyzed
