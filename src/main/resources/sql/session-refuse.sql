-- Somebody whom the provider has signed in, and who may not look here; older sessions end.
WITH ended AS (
    UPDATE sessions SET ended_at = now() WHERE subject = :subject AND ended_at IS NULL
)
INSERT INTO audit_log (actor, action, detail)
VALUES (:name, 'sign_in_refused', jsonb_build_object('subject', CAST(:subject AS text)))
