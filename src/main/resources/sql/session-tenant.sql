-- The tenant of a name or id, as a provider tells it.
SELECT id FROM tenants WHERE name = :tenant OR id::text = :tenant
