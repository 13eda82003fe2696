package io.jiraagent.tenant;

import io.jiraagent.database.SqlFile;
import io.jiraagent.secret.Hashes;
import io.jiraagent.secret.Keyring;
import java.util.Map;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Makes agents. Thread-safe. */
public final class AgentEnrollment {
    private static final String INSERT = SqlFile.read("agent-insert");

    private final JdbcClient jdbc;
    private final Keyring keyring;
    private final UrlCheck urls;

    public AgentEnrollment(JdbcClient jdbc, Keyring keyring, UrlCheck urls) {
        this.jdbc = jdbc;
        this.keyring = keyring;
        this.urls = urls;
    }

    /**
     * What a new agent's senders need; handed out once. Never prints itself.
     *
     * @param secret signs webhooks
     * @param automationToken opens the door of Jira Automation
     */
    public record HandedOut(String secret, String automationToken) {
        @Override
        public String toString() {
            return "HandedOut[***]";
        }
    }

    /**
     * @throws InvalidRegistrationException the definition is not usable
     * @throws AlreadyRegisteredException the id is taken
     * @throws NotRegisteredException there is no such tenant
     */
    public HandedOut enroll(AgentDefinition agent, Actor actor) {
        AgentRules.check(agent, urls);
        new AgentRegistry(jdbc).checkBackup(agent);
        HandedOut handedOut = new HandedOut(Hashes.randomSecret(), AgentCredentials.newAutomationToken());
        try {
            if (insert(agent, handedOut, actor) == 0) {
                throw new NotRegisteredException("There is no tenant with the id " + agent.tenantId() + ".");
            }
        } catch (DuplicateKeyException e) {
            throw new AlreadyRegisteredException("There is an agent with the id " + agent.id() + " already.");
        }
        return handedOut;
    }

    private int insert(AgentDefinition agent, HandedOut handedOut, Actor actor) {
        return jdbc.sql(INSERT)
                .param("id", agent.id())
                .param("tenant", agent.tenantId())
                .param("name", agent.name())
                .param("kind", agent.kind())
                .param("status", agent.status().text())
                .param("url", agent.url().orElse(null))
                .param("model", agent.model().map(ModelSettings::row).orElse(null))
                .param("secret", keyring.encrypt(handedOut.secret()))
                .param("token_hash", Hashes.ofToken(handedOut.automationToken()))
                .param("strict_payload", agent.strictPayload())
                .param("idempotent", agent.idempotent())
                .param("concurrency", agent.limits().concurrency())
                .param("max_attempts", agent.limits().maxAttempts())
                .param("deadline_seconds", agent.limits().deadlineSeconds())
                .param("answer_within_seconds", agent.limits().answerWithinSeconds())
                .param("retry_for_seconds", agent.limits().retryForSeconds())
                .param("runs_per_issue_hour", agent.limits().runsPerIssueHour().orElse(null))
                .param("strict_order", agent.strictOrder())
                .param("backup", agent.backup().orElse(null))
                .param("public_key", agent.publicKey().orElse(null))
                .params(agent.allowance().columns())
                .param("token", actor.tokenIdOrNull())
                .param("actor", actor.name())
                .param("detail", ChangedColumns.detail(Map.of("name", agent.name(), "kind", agent.kind())))
                .update();
    }
}
