-- The model behind an agent, for kinds that ask one ------------------------------------------------------------------

CREATE TABLE agent_models (
    agent_id          uuid PRIMARY KEY REFERENCES agents (id) ON DELETE CASCADE,
    -- What stands before /chat/completions; a query is kept.
    base_url          text NOT NULL CHECK (length(base_url) <= 2000),
    model             text NOT NULL CHECK (length(model) BETWEEN 1 AND 200),
    -- The key: an environment variable of the workers, or encrypted with ENCRYPTION_KEY, or none. Only such variables may
    -- be named, so that no other secret of the workers can be sent to an address that somebody has entered.
    key_env           text CHECK (key_env ~ '^[A-Z][A-Z0-9_]{0,99}_API_KEY$'),
    key_encrypted     text,
    -- routes/prompts/<name>.v<version>.md; null: the newest version
    prompt_name       text NOT NULL DEFAULT 'ticket' CHECK (prompt_name ~ '^[a-z0-9][a-z0-9-]{0,62}$'),
    prompt_version    integer CHECK (prompt_version BETWEEN 1 AND 9999),
    max_input_tokens  integer NOT NULL DEFAULT 8000 CHECK (max_input_tokens BETWEEN 1000 AND 1000000),
    max_output_tokens integer NOT NULL DEFAULT 2000 CHECK (max_output_tokens BETWEEN 100 AND 100000),
    -- For a million tokens, in the currency of the bill; null: cost is not recorded.
    input_price       numeric(12, 6) CHECK (input_price >= 0),
    output_price      numeric(12, 6) CHECK (output_price >= 0),
    CHECK (num_nonnulls(key_env, key_encrypted) <= 1),
    CHECK (num_nonnulls(input_price, output_price) <> 1)
);
CREATE TRIGGER agent_models_changed AFTER INSERT OR UPDATE OR DELETE OR TRUNCATE ON agent_models
    FOR EACH STATEMENT EXECUTE FUNCTION registry_changed();

-- What attempts use of models ----------------------------------------------------------------------------------------

ALTER TABLE budgets
    DROP CONSTRAINT budgets_resource_check,
    ADD CONSTRAINT budgets_resource_check CHECK (resource IN ('runs', 'tokens'));

-- null where no model was asked, or it did not answer
ALTER TABLE execution_attempts
    ADD input_tokens  bigint,
    ADD output_tokens bigint,
    ADD cost          numeric(18, 9),
    ADD model         text,
    ADD prompt        text;
