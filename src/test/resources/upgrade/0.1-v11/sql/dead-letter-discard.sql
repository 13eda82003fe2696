-- Takes a dead letter off the list for good; its row stays.
WITH discarded AS (
    UPDATE agent_test_executions e
       SET discarded_at = now(),
           discard_reason = :reason
     WHERE e.id = :id
       AND e.status = 'failed'
       AND e.discarded_at IS NULL
       AND e.tenant_id = :scope                                   -- when scope
    RETURNING e.id, e.tenant_id
)
INSERT INTO audit_log (token_id, actor, action, execution_id, tenant_id, detail)
SELECT :token, :actor, 'discard', id, tenant_id, jsonb_build_object('reason', CAST(:reason AS text))
  FROM discarded
