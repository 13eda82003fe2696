-- Writes down that secrets have been encrypted anew.
INSERT INTO audit_log (token_id, actor, action, detail)
VALUES (CAST(:token AS uuid), :actor, 'encryption_key_rotated', jsonb_build_object('reencrypted', :reencrypted))
