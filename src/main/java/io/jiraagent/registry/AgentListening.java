package io.jiraagent.registry;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.jiraagent.access.Caller;
import io.jiraagent.database.SqlFile;
import io.jiraagent.history.AgentState;
import io.jiraagent.history.Agents;
import io.jiraagent.web.Confirmation;
import io.jiraagent.web.OpsRequest;
import io.jiraagent.web.PageView;
import io.jiraagent.web.Parameters;
import io.jiraagent.web.SeeOther;
import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Listening to an agent's senders: its requests as they come, why each was refused or how it was read. Ends by itself.
 * Thread-safe.
 */
public final class AgentListening {
    private static final int API_ID = 2;
    private static final int PAGE_ID = 1;
    private static final int DEFAULT_MINUTES = 10;
    private static final int MAX_MINUTES = 60;
    private static final String MINUTES = "minutes";
    private static final String LISTEN = SqlFile.read("agent-listen");
    private static final String LIST = SqlFile.read("heard-list");

    private final Agents agents;
    private final JdbcClient jdbc;
    private final JsonMapper mapper = JsonMapper.builder().build();

    public AgentListening(Agents agents, JdbcClient jdbc) {
        this.agents = agents;
        this.jdbc = jdbc;
    }

    /**
     * What was heard.
     *
     * @param listeningUntil null while nobody listens
     * @param items newest first
     */
    public record Heard(UUID agentId, Instant listeningUntil, List<HeardItem> items) {}

    /**
     * One request.
     *
     * @param heard its shape, what became of it and how it was read
     * @param body its beginning; null where the sender is not known to be genuine
     */
    public record HeardItem(long id, Instant at, JsonNode heard, String body) {}

    /** The body says for how many minutes; 0 ends it. */
    public Heard change(OpsRequest request) {
        AgentState agent = agents.read(request.id(API_ID), request.caller());
        Fields fields = Fields.readOptional(request, Set.of(MINUTES));
        int[] minutes = {DEFAULT_MINUTES};
        fields.number(MINUTES, value -> minutes[0] = value);
        if (minutes[0] < 0 || minutes[0] > MAX_MINUTES) {
            throw Parameters.refused(MINUTES, Integer.toString(minutes[0]), "a whole number from 0 to " + MAX_MINUTES);
        }
        listen(agent.id(), minutes[0], request.caller());
        return heard(agents.read(agent.id(), request.caller()));
    }

    public Heard read(OpsRequest request) {
        request.parameters().refuseOthersThan(Set.of());
        return heard(agents.read(request.id(API_ID), request.caller()));
    }

    public PageView show(OpsRequest request) {
        AgentState agent = agents.read(request.id(PAGE_ID), request.caller());
        Map<String, Object> model = new HashMap<>();
        model.put("nav", "agents");
        model.put("agent", agent);
        model.put("items", heard(agent).items());
        model.put(MINUTES, DEFAULT_MINUTES);
        return PageView.of("listening", model);
    }

    /** The buttons. */
    public SeeOther changeByPage(OpsRequest request) {
        AgentState agent = agents.read(request.id(PAGE_ID), request.caller());
        String page = "/Agents/" + agent.id() + "/listening";
        int minutes = request.form().number(MINUTES, DEFAULT_MINUTES, 0, MAX_MINUTES);
        request.confirmed(() -> question(agent, minutes, page));
        listen(agent.id(), minutes, request.caller());
        return new SeeOther(page);
    }

    private static Confirmation question(AgentState agent, int minutes, String page) {
        return minutes == 0
                ? Confirmation.of(
                        "End listening to " + agent.name() + "?",
                        "What was heard stays here for an hour.",
                        "End it",
                        page)
                : Confirmation.of(
                        "Listen to " + agent.name() + " for " + minutes + " minutes?",
                        "Its requests are written down with their headers and the beginning of their bodies, for operators"
                                + " to see for an hour. It ends by itself.",
                        "Listen",
                        page);
    }

    private void listen(UUID agentId, int minutes, Caller caller) {
        jdbc.sql(LISTEN)
                .param("id", agentId)
                .param(MINUTES, minutes)
                .param("token", caller.tokenId())
                .param("actor", caller.name())
                .update();
    }

    private Heard heard(AgentState agent) {
        List<HeardItem> items = jdbc.sql(LIST)
                .param("agent", agent.id())
                .query((row, number) -> item(row))
                .list();
        return new Heard(agent.id(), agent.listeningUntil(), items);
    }

    private HeardItem item(ResultSet row) throws SQLException {
        byte[] body = row.getBytes("body");
        try {
            return new HeardItem(
                    row.getLong("id"),
                    row.getObject("at", OffsetDateTime.class).toInstant(),
                    mapper.readTree(row.getString("heard")),
                    body == null ? null : new String(body, StandardCharsets.UTF_8));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }
}
