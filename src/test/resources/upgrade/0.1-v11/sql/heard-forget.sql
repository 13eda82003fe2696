-- What was heard is kept for an hour.
DELETE FROM heard_requests WHERE at < now() - interval '1 hour'
