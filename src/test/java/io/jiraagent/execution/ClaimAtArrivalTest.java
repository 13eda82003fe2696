package io.jiraagent.execution;

import static org.assertj.core.api.Assertions.assertThat;

import io.jiraagent.testing.StatementDatabase;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What of a batch is claimed as it gets its rows, and what waits, by a real PostgreSQL. */
class ClaimAtArrivalTest {
    private static StatementDatabase database;

    private final UUID tenant = UUID.randomUUID();
    private final Map<String, Object> room = new HashMap<>(Map.of(
            "limit", 512, "load", "[]", "tenants", "[]", "worker", "w", "lease_seconds", 30.0, "window_seconds", 600L));

    @BeforeAll
    static void start() throws IOException {
        database = StatementDatabase.start();
    }

    @AfterAll
    static void stop() throws IOException {
        database.close();
    }

    @BeforeEach
    void newTenant() throws SQLException {
        database.execute("TRUNCATE tenants, agents, agent_test_executions CASCADE");
        database.execute("INSERT INTO tenants (id, name) VALUES ('" + tenant + "', 'acme')");
    }

    private record Event(UUID id, UUID agent, String issue) {
        byte[] payload() {
            return ("payload of " + id).getBytes(StandardCharsets.UTF_8);
        }

        String json(UUID tenant) {
            return "{\"execution_id\": \"" + id + "\", \"agent_id\": \"" + agent + "\", \"tenant_id\": \"" + tenant
                    + "\", \"issue_key\": " + (issue == null ? null : "\"" + issue + "\"")
                    + ", \"received_at\": \"2026-11-24T10:00:00Z\", \"timed\": true, \"origin\": {}, \"sha256_hex\": \""
                    + HexFormat.of().formatHex(io.jiraagent.secret.Hashes.sha256(payload())) + "\"}";
        }
    }

    private UUID agent(String status, int concurrency) throws SQLException {
        UUID id = UUID.randomUUID();
        database.execute(
                "INSERT INTO agents (id, tenant_id, name, kind, status, hmac_secret_encrypted, concurrency) VALUES ('"
                        + id + "', '" + tenant + "', 'a', 'echo', '" + status + "', '', " + concurrency + ")");
        return id;
    }

    private static List<Event> events(UUID agent, String... issues) {
        return Arrays.stream(issues)
                .map(issue -> new Event(UUID.randomUUID(), agent, issue))
                .toList();
    }

    private List<Map<String, Object>> arrive(List<Event> events) throws SQLException {
        Map<String, Object> parameters = new HashMap<>(room);
        parameters.put(
                "batch", events.stream().map(event -> event.json(tenant)).collect(Collectors.joining(", ", "[", "]")));
        parameters.put("payloads", events.stream().map(Event::payload).toArray(byte[][]::new));
        return database.run("execution-enqueue", parameters);
    }

    private static List<byte[]> payloads() throws SQLException {
        List<byte[]> payloads = new ArrayList<>();
        try (Connection connection = database.connection();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SELECT payload FROM agent_test_executions ORDER BY seq")) {
            while (rows.next()) {
                payloads.add(rows.getBytes(1));
            }
        }
        return payloads;
    }

    private static List<Object> claimed(List<Map<String, Object>> rows) {
        return rows.stream()
                .filter(row -> "in_progress".equals(row.get("status")))
                .map(row -> row.get("id"))
                .toList();
    }

    private static List<Object> ids(List<Event> events) {
        return events.stream().map(event -> (Object) event.id()).toList();
    }

    @Test
    void whatFindsItsAgentIdleIsClaimedWithItsRow() throws SQLException {
        UUID agent = agent("active", 64);
        List<Event> events = events(agent, "A-1", "A-2", null, null);

        List<Map<String, Object>> rows = arrive(events);

        assertThat(claimed(rows)).isEqualTo(ids(events));
        Claim claim = Claim.of(rows.get(0), events.get(0).payload());
        assertThat(claim.asked().id()).isEqualTo(agent);
        assertThat(claim.attempt()).isEqualTo(1);
        assertThat(payloads())
                .containsExactlyElementsOf(events.stream().map(Event::payload).toList());
        assertThat(rows.get(0).get("waited_seconds")).as("for the metric").isInstanceOf(Double.class);
    }

    @Test
    void ofOneIssueTheFirstIsClaimedAndTheOthersWait() throws SQLException {
        UUID agent = agent("active", 64);
        List<Event> events = events(agent, "A-1", "A-1", "A-2");

        assertThat(claimed(arrive(events)))
                .containsExactly(events.get(0).id(), events.get(2).id());
        assertThat(claimed(arrive(events(agent, "A-1"))))
                .as("one of the issue is at work")
                .isEmpty();
    }

    @Test
    void noMoreAreClaimedThanTheAgentHasPlaces() throws SQLException {
        UUID agent = agent("active", 5);
        room.put("load", "[{\"agent_id\": \"" + agent + "\", \"running\": 3, \"places\": null}]");

        assertThat(claimed(arrive(events(agent, "A-1", "A-2", "A-3", "A-4")))).hasSize(2);
    }

    @Test
    void whatWaitsForTheAgentAlreadyKeepsItsPlaces() throws SQLException {
        UUID agent = agent("active", 3);
        room.put("limit", 0);
        assertThat(claimed(arrive(events(agent, "A-1", "A-2")))).isEmpty();
        room.put("limit", 512);

        assertThat(claimed(arrive(events(agent, "B-1", "B-2", "B-3")))).hasSize(1);
    }

    @Test
    void anAgentWhoseBreakerIsNotClosedIsNotAsked() throws SQLException {
        UUID agent = agent("active", 64);
        room.put("load", "[{\"agent_id\": \"" + agent + "\", \"running\": 0, \"places\": 3}]");

        assertThat(claimed(arrive(events(agent, "A-1")))).isEmpty();
    }

    @Test
    void aPausedAgentIsNotAsked() throws SQLException {
        assertThat(claimed(arrive(events(agent("paused", 64), "A-1")))).isEmpty();
    }

    @Test
    void aTenantsPlacesBoundItsAgentsTogether() throws SQLException {
        List<Event> events = IntStream.range(0, 3)
                .mapToObj(n -> newActive())
                .flatMap(agent -> events(agent, "A-1", "A-2").stream())
                .toList();
        room.put("tenants", "[{\"tenant_id\": \"" + tenant + "\", \"free\": 4}]");

        assertThat(claimed(arrive(events))).isEqualTo(ids(events.subList(0, 4)));
    }

    private UUID newActive() {
        try {
            return agent("active", 64);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void whatComesAgainIsNotClaimedAgain() throws SQLException {
        List<Event> events = events(agent("active", 64), "A-1", "A-2");
        arrive(events);

        assertThat(arrive(events)).isEmpty();
    }
}
