-- Some secrets that the program can read, to try keys on; a single one may be damaged.
(SELECT key_encrypted AS secret FROM server_keys LIMIT 5)
UNION ALL
(SELECT hmac_secret_encrypted FROM agents ORDER BY created_at DESC LIMIT 5)
