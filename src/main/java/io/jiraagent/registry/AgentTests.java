package io.jiraagent.registry;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jiraagent.access.Caller;
import io.jiraagent.database.SqlFile;
import io.jiraagent.history.AgentState;
import io.jiraagent.history.Agents;
import io.jiraagent.secret.Hashes;
import io.jiraagent.tenant.Agent;
import io.jiraagent.tenant.AgentDirectory;
import io.jiraagent.tenant.SigningKeys;
import io.jiraagent.web.Confirmation;
import io.jiraagent.web.OpsRequest;
import io.jiraagent.web.SeeOther;
import io.jiraagent.webhook.AcceptedEvent;
import io.jiraagent.webhook.AuthenticatedEvent;
import io.jiraagent.webhook.EventAuthenticator;
import io.jiraagent.webhook.IncomingEvent;
import io.jiraagent.webhook.Refusal;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.apache.camel.Variable;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Sends agents a sample ticket, signed with their secret: it takes the same way as any event, and is refused where one
 * would be. Thread-safe.
 */
public final class AgentTests {
    private static final String NOTE = SqlFile.read("audit-test-sent");
    private static final int API_ID = 2;
    private static final int PAGE_ID = 1;

    private final Agents agents;
    private final AgentDirectory directory;
    private final EventAuthenticator authenticator;
    private final JdbcClient jdbc;
    private final Clock clock;

    public AgentTests(
            Agents agents, AgentDirectory directory, EventAuthenticator authenticator, JdbcClient jdbc, Clock clock) {
        this.agents = agents;
        this.directory = directory;
        this.authenticator = authenticator;
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** For {@code /api/agents/{id}/test}. */
    public AuthenticatedEvent byApi(OpsRequest request) {
        AgentState agent = agents.read(request.id(API_ID), request.caller());
        Fields.readOptional(request, Set.of());
        return sample(agent.id());
    }

    /** For the button. */
    public AuthenticatedEvent byPage(OpsRequest request) {
        AgentState agent = agents.read(request.id(PAGE_ID), request.caller());
        request.confirmed(() -> Confirmation.of(
                "Send " + agent.name() + " a test?",
                "A signed sample ticket, TEST-1, goes the way of any event: the agent runs, budgets count it, and the result"
                        + " is told in Jira where comments are on.",
                "Send a test",
                "/Agents"));
        return sample(agent.id());
    }

    /** Writes down who has sent the test; to be called when it is accepted. */
    public void sent(@Variable("request") OpsRequest request, @Variable("accepted") AcceptedEvent event) {
        Caller caller = request.caller();
        jdbc.sql(NOTE)
                .param("token", caller.tokenId())
                .param("actor", caller.name())
                .param("execution", event.executionId())
                .param("tenant", event.envelope().tenantId())
                .param("agent", event.envelope().agentId())
                .update();
    }

    /** Where to look what becomes of the test. */
    public SeeOther look(@Variable("accepted") AcceptedEvent event) {
        return new SeeOther("/Execution_History/" + event.executionId());
    }

    private AuthenticatedEvent sample(UUID agentId) {
        byte[] body = ticket().toString().getBytes(StandardCharsets.UTF_8);
        byte[] key = find(agentId)
                .flatMap(Agent::signingKeys)
                .map(SigningKeys::first)
                .orElseThrow(Refusal::unavailable);
        String signature = "sha256=" + HexFormat.of().formatHex(Hashes.hmacSha256(key, body));
        IncomingEvent event =
                new IncomingEvent(agentId.toString(), Map.of("x-hub-signature-256", List.of(signature)), body);
        return authenticator.bySignature(event);
    }

    /** What has been changed a moment ago may not have come into the directory yet. */
    private Optional<Agent> find(UUID agentId) {
        directory.refresh();
        return directory.find(agentId);
    }

    private ObjectNode ticket() {
        JsonNodeFactory json = JsonNodeFactory.instance;
        String now = clock.instant().toString();
        ObjectNode fields = json.objectNode()
                .put("summary", "Test: sign-in fails after a password reset")
                .put(
                        "description",
                        "Steps to reproduce: reset the password, sign in. Expected: the dashboard. Actual: error 500 in"
                                + " Chrome.")
                .put("created", now);
        fields.set("priority", json.objectNode().put("name", "High").put("id", "2"));
        fields.set("issuetype", json.objectNode().put("name", "Bug").put("id", "1"));
        fields.set("status", json.objectNode().put("name", "Open"));
        return json.objectNode()
                .put("issue_key", "TEST-1")
                .put("event_type", "jira:issue_created")
                .put("timestamp", now)
                .put("test_id", UUID.randomUUID().toString())
                .set("issue", json.objectNode().put("key", "TEST-1").set("fields", fields));
    }
}
