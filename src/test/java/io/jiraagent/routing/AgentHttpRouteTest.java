package io.jiraagent.routing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.jiraagent.secret.Hashes;
import io.jiraagent.testing.Executions;
import io.jiraagent.testing.FakeAgent;
import io.jiraagent.testing.FakeAgent.Reply;
import io.jiraagent.testing.FakeAgent.Request;
import io.jiraagent.testing.RunningProgram;
import io.jiraagent.testing.TestAgents;
import io.jiraagent.testing.TestAgents.Setup;
import io.jiraagent.testing.TestAgents.TestAgent;
import io.jiraagent.testing.WebhookClient;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What an agent of kind http is sent, and what becomes of what it does. */
class AgentHttpRouteTest {
    private static final String OK = "{\"summary\":\"done\"}";
    private static final String CHUNKED = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n";
    private static final byte[] ONE_BYTE_CHUNK = "1\r\nx\r\n".getBytes(StandardCharsets.US_ASCII);

    private final RunningProgram program = RunningProgram.shared();
    private final Executions executions = new Executions(program);
    private final TestAgents agents = new TestAgents(program);
    private final List<AutoCloseable> opened = new ArrayList<>();

    @AfterEach
    void close() throws Exception {
        for (AutoCloseable closeable : opened) {
            closeable.close();
        }
    }

    private FakeAgent server(Reply reply) {
        FakeAgent server = new FakeAgent(reply);
        opened.add(server);
        return server;
    }

    private UUID post(TestAgent agent) {
        return agent.post(WebhookClient.body("HTTP-1", "Login fails")).executionId();
    }

    private Map<String, Object> run(Setup setup) {
        return executions.ended(post(agents.create(setup)));
    }

    private Map<String, Object> schedule(UUID id) {
        return program.jdbc().sql("""
                        SELECT status, attempt, error ->> 'reason' AS reason, error -> 'retryable' AS retryable,
                               extract(epoch FROM next_attempt_at - now())::float8 AS seconds,
                               (SELECT count(*) FROM execution_attempts a WHERE a.execution_id = e.id) AS attempts
                          FROM agent_test_executions e WHERE id = :id""").param("id", id).query().singleRow();
    }

    private static JsonNode json(byte[] bytes) throws IOException {
        return JsonMapper.builder().build().readTree(bytes);
    }

    private static void assertFailed(Map<String, Object> row, String reason, boolean retryable) {
        assertThat(row).containsEntry("status", "failed").containsEntry("reason", reason);
        assertThat(row.get("error"))
                .asString()
                .contains("\"retryable\": " + retryable)
                .doesNotContain("/hook");
    }

    @Test
    void sendsTheTaskSignedAndNothingElse() throws IOException {
        FakeAgent server = server(Reply.of(200, OK));
        TestAgent agent = agents.create(Setup.http(server.url("/hook/a%20b?key=v%26w&x=1")));

        UUID id = post(agent);

        Map<String, Object> row = executions.ended(id);
        assertThat(row)
                .containsEntry("status", "completed")
                .containsEntry("answered_by", agent.id())
                .containsEntry("result", "{\"summary\": \"done\"}");
        assertThat(server.requests()).hasSize(1);
        Request request = server.requests().get(0);
        assertThat(request.line()).isEqualTo("POST /hook/a%20b?key=v%26w&x=1 HTTP/1.1");
        byte[] key = Base64.getDecoder().decode(agent.secret());
        assertThat(request.headers())
                .isEqualTo(Map.of(
                        "host",
                        URI.create(server.url("")).getAuthority(),
                        "connection",
                        "keep-alive",
                        "user-agent",
                        "jira-agent-routes",
                        "content-type",
                        "application/json",
                        "content-length",
                        Integer.toString(request.body().length),
                        "idempotency-key",
                        id.toString(),
                        "x-hub-signature-256",
                        "sha256=" + HexFormat.of().formatHex(Hashes.hmacSha256(key, request.body())),
                        "x-result-token",
                        request.headers().get("x-result-token"),
                        "x-result-url",
                        program.url("/api/executions/" + id + "/result").toString(),
                        // Only because this program traces.
                        "traceparent",
                        request.headers().get("traceparent")));
        assertThat(request.headers().get("x-result-token")).matches("jar_1\\.1\\.[A-Za-z0-9_-]{43}");
        JsonNode task = json(request.body());
        assertThat(task.fieldNames())
                .toIterable()
                .containsExactlyInAnyOrder(
                        "execution_id", "agent_id", "tenant_id", "attempt", "event_type", "issue", "payload");
        assertThat(task.get("execution_id").asText()).isEqualTo(id.toString());
        assertThat(task.get("agent_id").asText()).isEqualTo(agent.id().toString());
        assertThat(task.get("tenant_id").asText()).isEqualTo(agent.tenantId().toString());
        assertThat(task.get("attempt").asInt()).isEqualTo(1);
        assertThat(task.get("event_type").asText()).isEqualTo("jira:issue_created");
        assertThat(task.at("/issue/key").asText()).isEqualTo("HTTP-1");
        assertThat(task.at("/issue/summary").asText()).isEqualTo("Login fails");
        assertThat(task.at("/payload/issue_key").asText()).isEqualTo("HTTP-1");
    }

    @Test
    void forwardsNothingOfTheEventButItsBody() {
        FakeAgent server = server(Reply.of(200, OK));
        TestAgent agent = agents.create(Setup.http(server.url("/hook")));
        byte[] body = WebhookClient.body("HTTP-2", "x").getBytes(StandardCharsets.UTF_8);
        String signature =
                HexFormat.of().formatHex(Hashes.hmacSha256(agent.secret().getBytes(StandardCharsets.UTF_8), body));

        UUID id = new WebhookClient(program)
                .send(HttpRequest.newBuilder(URI.create(agent.webhook()
                                + "?CamelHttpUri=http://127.0.0.1:1/&CamelHttpMethod=GET&CamelHttpPath=/other"
                                + "&CamelHttpQuery=a=b&Agent-Deadline=1&X-Evil=1"))
                        .headers("X-Hub-Signature", "sha256=" + signature)
                        .headers("CamelHttpUri", "http://127.0.0.1:1/", "Cookie", "a=b", "X-Evil", "1")
                        .headers("Authorization", "Bearer x", "Idempotency-Key", "mine")
                        .POST(HttpRequest.BodyPublishers.ofByteArray(body))
                        .build())
                .executionId();

        assertThat(executions.ended(id)).containsEntry("status", "completed");
        Request request = server.requests().get(0);
        assertThat(request.line()).isEqualTo("POST /hook HTTP/1.1");
        assertThat(request.headers().keySet())
                .containsExactlyInAnyOrder(
                        "host",
                        "connection",
                        "user-agent",
                        "content-type",
                        "content-length",
                        "idempotency-key",
                        "x-hub-signature-256",
                        "x-result-token",
                        "x-result-url",
                        "traceparent");
        assertThat(request.headers()).containsEntry("idempotency-key", id.toString());
    }

    @Test
    void sendsTextThatIsNoUnicode() throws IOException {
        FakeAgent server = server(Reply.of(200, OK));
        TestAgent agent = agents.create(Setup.http(server.url("/hook")));

        UUID id = agent.post(WebhookClient.body("HTTP-3", "MARK").replace("MARK", "nul \\u0000 lone \\ud800"))
                .executionId();

        assertThat(executions.ended(id)).containsEntry("status", "completed");
        assertThat(json(server.requests().get(0).body())
                        .at("/payload/issue_key")
                        .asText())
                .isEqualTo("HTTP-3");
    }

    @Test
    void remembersNoCookies() {
        FakeAgent server = server(Reply.of(200, OK, "Set-Cookie: session=1"));
        TestAgent agent = agents.create(Setup.http(server.url("/hook")));

        executions.ended(post(agent));
        executions.ended(post(agent));

        assertThat(server.requests()).hasSize(2).allSatisfy(r -> assertThat(r.headers())
                .doesNotContainKey("cookie"));
    }

    @Test
    void sendsNothingOverAConnectionThatTheAgentClosed() {
        FakeAgent server = server(Reply.andCloses(Reply.of(200, OK)));
        TestAgent agent = agents.create(Setup.http(server.url("/hook")));

        for (int i = 0; i < 5; i++) {
            assertThat(executions.ended(post(agent))).containsEntry("status", "completed");
        }
    }

    static Stream<Arguments> answersThatAreNone() {
        return Stream.of(
                Arguments.of("empty", Reply.of(200, "")),
                Arguments.of("no content", Reply.raw("HTTP/1.1 204 No Content\r\n\r\n")),
                Arguments.of("garbage", Reply.of(200, "<html>ok</html>")),
                Arguments.of("an array", Reply.of(200, "[1]")),
                Arguments.of("a text", Reply.of(200, "\"ok\"")),
                Arguments.of("null", Reply.of(200, "null")),
                Arguments.of("two objects", Reply.of(200, "{}{}")),
                Arguments.of("half an object", Reply.raw("HTTP/1.1 200 OK\r\n\r\n{\"a\":")),
                Arguments.of("packed", Reply.of(200, new byte[] {0x1f, (byte) 0x8b, 8, 0}, "Content-Encoding: gzip")),
                Arguments.of("a Java object", Reply.of(200, "x", "Content-Type: application/x-java-serialized-object")),
                Arguments.of("two megabytes", Reply.of(200, "{\"a\":\"" + "x".repeat(2 << 20) + "\"}")),
                Arguments.of(
                        "two megabytes in chunks",
                        Reply.endless(
                                CHUNKED,
                                ("10000\r\n" + "x".repeat(65536) + "\r\n").getBytes(StandardCharsets.US_ASCII))));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("answersThatAreNone")
    void doesNotTakeAnythingButAJsonObject(String what, Reply reply) {
        FakeAgent server = server(reply);

        assertFailed(run(Setup.http(server.url("/hook"))), "invalid_answer", false);
        assertThat(server.requests()).as(what).hasSize(1);
    }

    @Test
    void storesAnAnswerThatPostgresWouldRefuse() {
        FakeAgent server =
                server(Reply.of(201, "{\"summary\":\"a\\u0000b\\ud800\"}", "Content-Type: text/x;charset=nope"));

        assertThat(run(Setup.http(server.url("/hook"))))
                .containsEntry("status", "completed")
                .containsEntry("result", "{\"summary\": \"a\uFFFDb\uFFFD\"}");
    }

    @ParameterizedTest
    @ValueSource(ints = {408, 425, 429, 500, 502, 503, 504})
    void asksAgainLaterWhenTheAgentIsBusy(int status) {
        FakeAgent server = server(Reply.of(status, "{}"));

        UUID id = post(agents.create(Setup.http(server.url("/hook"))));

        await().until(() -> "agent_unavailable".equals(schedule(id).get("reason")));
        assertThat(executions.rows(id).get(0).get("error"))
                .asString()
                .contains("\"retryable\": true", Integer.toString(status));
    }

    @Test
    void asksAsOftenAsTheAttemptsSayAndNoMore() {
        FakeAgent server = server(Reply.of(503, "{}"));
        UUID id = post(agents.create(Setup.http(server.url("/hook"))));

        Map<String, Object> row = executions.ended(id);

        assertFailed(row, "agent_unavailable", true);
        assertThat(row).containsEntry("attempt", 3);
        assertThat(schedule(id)).containsEntry("attempts", 3L);
        assertThat(server.requests()).hasSize(3).allSatisfy(r -> assertThat(r.headers())
                .containsEntry("idempotency-key", id.toString()));
    }

    static Stream<Arguments> waits() {
        String inTenMinutes = DateTimeFormatter.RFC_1123_DATE_TIME.format(
                Instant.now().plus(Duration.ofMinutes(10)).atOffset(ZoneOffset.UTC));
        return Stream.of(
                Arguments.of("120", 60, 180),
                Arguments.of(inTenMinutes, 300, 660),
                Arguments.of("99999999999999999999", 3000, 3660),
                Arguments.of("Sun, 06 Nov 1994 08:49:37 GMT", -3600, 60),
                Arguments.of("soon", -3600, 60),
                Arguments.of("[1, 2]", -3600, 60));
    }

    @ParameterizedTest(name = "Retry-After: {0}")
    @MethodSource("waits")
    void waitsAsLongAsTheAgentAsks(String retryAfter, int leastSeconds, int mostSeconds) {
        FakeAgent server = server(Reply.of(429, "{}", "Retry-After: " + retryAfter));
        TestAgent agent = agents.create(Setup.http(server.url("/hook")).attempts(100));

        UUID id = post(agent);

        await().until(() -> "queued".equals(schedule(id).get("status"))
                && "agent_unavailable".equals(schedule(id).get("reason")));
        assertThat((Double) schedule(id).get("seconds")).isBetween((double) leastSeconds, (double) mostSeconds);
        agents.sql("UPDATE agents SET status = 'paused' WHERE id = :id", agent.id());
    }

    @ParameterizedTest
    @ValueSource(ints = {400, 401, 403, 404, 409, 422, 499})
    void takesARefusalAsFinal(int status) {
        FakeAgent server = server(Reply.of(status, "{}"));

        Map<String, Object> row = run(Setup.http(server.url("/hook")));

        assertFailed(row, "agent_refused", false);
        assertThat(row.get("error")).asString().contains("status " + status);
        assertThat(server.requests()).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(ints = {301, 302, 303, 307, 308})
    void doesNotFollowRedirects(int status) {
        FakeAgent elsewhere = server(Reply.of(200, OK));
        FakeAgent server = server(Reply.of(status, "", "Location: " + elsewhere.url("/")));

        assertFailed(run(Setup.http(server.url("/hook"))), "agent_refused", false);
        assertThat(elsewhere.requests()).isEmpty();
        assertThat(server.requests()).hasSize(1);
    }

    static Stream<Arguments> breakOffs() {
        byte[] header = ("X: " + "x".repeat(1000) + "\r\n").getBytes(StandardCharsets.US_ASCII);
        byte[] line = "x".repeat(1000).getBytes(StandardCharsets.US_ASCII);
        return Stream.of(
                Arguments.of("a reset", Reply.reset()),
                Arguments.of("an end without an answer", Reply.raw("")),
                Arguments.of("half an answer", Reply.raw("HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\n{}")),
                Arguments.of("an unfinished chunk", Reply.raw(CHUNKED + "9\r\n{}")),
                Arguments.of("no HTTP", Reply.raw("220 mail.example ESMTP\r\n")),
                Arguments.of("headers without end", Reply.endless("HTTP/1.1 200 OK\r\n", header)),
                Arguments.of("one header without end", Reply.endless("HTTP/1.1 200 OK\r\nX: ", line)),
                Arguments.of("silence", Reply.never()),
                Arguments.of("a body that drips", Reply.dripping(CHUNKED, ONE_BYTE_CHUNK)));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("breakOffs")
    void doesNotAskAgainWhenItMayHaveActed(String what, Reply reply) {
        FakeAgent server = server(reply);

        assertFailed(run(Setup.http(server.url("/hook")).deadline(1)), "outcome_unknown", false);
        assertThat(server.requests()).as(what).hasSize(1);
    }

    @Test
    void asksAgainWhenThatDoesNoHarm() {
        FakeAgent server = server(Reply.reset());

        assertFailed(run(Setup.http(server.url("/hook")).mayBeAskedTwice().attempts(2)), "outcome_unknown", true);
        assertThat(server.requests()).hasSize(2);
    }

    @Test
    void asksAgainWhenTheRequestDidNotArrive() {
        String closed = "http://127.0.0.1:" + RunningProgram.freePort() + "/hook";

        for (String url : List.of(closed, "http://no-such-agent.invalid/hook")) {
            Map<String, Object> row = run(Setup.http(url).attempts(2));

            assertFailed(row, "agent_unreachable", true);
            assertThat(row).containsEntry("attempt", 2);
        }
    }

    @Test
    void asksAgainWhenNoConnectionIsMadeInTime() throws IOException {
        ServerSocket full = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        opened.add(full);
        for (int i = 0; i < 4; i++) {
            Socket waiting = new Socket();
            opened.add(waiting);
            Thread connecting = new Thread(() -> {
                try {
                    waiting.connect(full.getLocalSocketAddress());
                } catch (IOException e) {
                    // closed at the end of the test
                }
            });
            connecting.setDaemon(true);
            connecting.start();
        }

        Map<String, Object> row = run(Setup.http("http://127.0.0.1:" + full.getLocalPort() + "/hook")
                .deadline(1)
                .attempts(1));

        assertFailed(row, "agent_unreachable", true);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://10.0.0.1/hook",
                "http://169.254.169.254/hook",
                "http://[::ffff:10.0.0.1]/hook",
                "http://0.0.0.0/hook",
                "http://user:pass@127.0.0.1/hook",
                "ftp://127.0.0.1/hook",
                "http://127.0.0.1/{{env:HOME}}/hook",
                "/hook"
            })
    void doesNotCallAddressesThatAreNotAllowed(String url) {
        Map<String, Object> row = run(Setup.http(url));

        assertFailed(row, "agent_address_refused", false);
        assertThat(row).containsEntry("attempt", 1);
    }

    @Test
    void leavesAFailingAgentAloneForAWhile() {
        FakeAgent server = server(Reply.of(500, "{}"));
        TestAgent agent = agents.create(Setup.http(server.url("/hook")).attempts(1));
        for (int i = 0; i < 10; i++) {
            executions.ended(post(agent));
        }

        UUID waiting = post(agent);

        await().until(() -> metrics()
                .matches("(?s).*jira_agent_breaker_state\\{agent=\"" + agent.id() + "\",tenant=\"[^\"]+\"} 2.*"));
        await().until(() -> "queued".equals(schedule(waiting).get("status")));
        assertThat(server.requests()).hasSize(10);
        agents.sql("UPDATE agents SET status = 'paused' WHERE id = :id", agent.id());
    }

    private String metrics() {
        return new WebhookClient(program)
                .send(HttpRequest.newBuilder(URI.create(program.managementUrl() + "/observe/metrics"))
                        .build())
                .body();
    }
}
