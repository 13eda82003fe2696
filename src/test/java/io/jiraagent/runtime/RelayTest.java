package io.jiraagent.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.jiraagent.secret.Ed25519;
import io.jiraagent.secret.Hashes;
import io.jiraagent.testing.Executions;
import io.jiraagent.testing.RunningProgram;
import io.jiraagent.testing.TestAgents;
import io.jiraagent.testing.TestAgents.TestAgent;
import io.jiraagent.testing.TestRelay;
import io.jiraagent.testing.WebhookClient;
import io.jiraagent.testing.WebhookClient.Answer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A signing relay before a running program, over real HTTP. */
class RelayTest {
    private static final InetAddress HERE = InetAddress.getLoopbackAddress();

    @TempDir
    private Path folder;

    private final RunningProgram program = RunningProgram.shared();
    private final Executions executions = new Executions(program);
    private final TestAgent agent = new TestAgents(program).create("echo");

    private TestRelay relay(URI upstream, String sign, String key) {
        return new TestRelay(folder, agent.id(), upstream, sign, key, Map.of());
    }

    private void givePublicKey(Ed25519.PairText pair) {
        new TestAgents(program)
                .sql("UPDATE agents SET public_key = '" + pair.publicKey() + "' WHERE id = :id", agent.id());
    }

    /** A server in between or in place of the program; gives each request's body and takes the answer. */
    private static HttpServer upstream(Upstream answer) {
        try {
            HttpServer server = HttpServer.create(new InetSocketAddress(HERE, 0), 0);
            server.setExecutor(Executors.newCachedThreadPool());
            server.createContext("/", exchange -> {
                byte[] body = exchange.getRequestBody().readAllBytes();
                answer.answer(exchange, body);
                exchange.close();
            });
            server.start();
            return server;
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    @FunctionalInterface
    private interface Upstream {
        void answer(HttpExchange exchange, byte[] body) throws IOException;
    }

    private static URI address(HttpServer server) {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/hook");
    }

    private static Upstream answering(int status, String mediaType, String body, String... header) {
        return (exchange, received) -> {
            byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().add("Content-Type", mediaType);
            exchange.getResponseHeaders().add("Set-Cookie", "a=b");
            if (header.length > 0) {
                exchange.getResponseHeaders().add(header[0], header[1]);
            }
            exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
            exchange.getResponseBody().write(bytes);
        };
    }

    @ParameterizedTest
    @CsvSource({"standard", "x-hub-signature-256", "ed25519"})
    void anEventGoesThroughTheRelayIntoAnExecutionAndItsRepeatIntoTheSame(String sign) {
        Ed25519.PairText pair = Ed25519.generate();
        givePublicKey(pair);
        String key = sign.equals("ed25519") ? pair.privateKey() : agent.secret();
        String body = WebhookClient.body("RELAY-1", "Grüße \u0001 aus der DMZ");
        try (TestRelay relay = relay(agent.webhook(), sign, key)) {
            await().atMost(Duration.ofSeconds(5))
                    .untilAsserted(() -> assertThat(relay.post(body).status()).isEqualTo(202));
            Answer again = relay.post(body);

            assertThat(again.json().get("duplicate").asBoolean()).isTrue();
            assertThat(executions.ended(again.executionId()))
                    .containsEntry("status", "completed")
                    .containsEntry("issue_key", "RELAY-1")
                    .containsEntry("attempt", 1)
                    .containsEntry("payload", body.getBytes(StandardCharsets.UTF_8));
        }
    }

    @Test
    void aRepeatIsKnownByItsNameAlsoAcrossTwoRelaysAndAnUnnamedOneByItsBody() {
        String plain = "{\"issue_key\":\"RELAY-2\",\"nonce\":\"" + UUID.randomUUID() + "\"}";
        try (TestRelay relay = relay(agent.webhook(), "standard", agent.secret())) {
            UUID first = relay.post(plain).executionId();
            UUID named = relay.post(WebhookClient.body("RELAY-2", "a"), "Idempotency-Key", "rule 7/event 9")
                    .executionId();
            UUID namedAgain = relay.post(WebhookClient.body("RELAY-2", "b"), "Idempotency-Key", "rule 7/event 9")
                    .executionId();

            assertThat(relay.post(plain).executionId()).isEqualTo(first);
            assertThat(namedAgain).isEqualTo(named).isNotEqualTo(first);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"standard", "x-hub-signature-256", "ed25519"})
    void whatIsTamperedWithOnTheWayIsRefusedAndTheSenderIsTold(String sign) throws IOException {
        Ed25519.PairText pair = Ed25519.generate();
        givePublicKey(pair);
        long before = executions.count();
        HttpServer between = upstream((exchange, body) -> {
            HttpRequest.Builder forged = HttpRequest.newBuilder(agent.webhook())
                    .POST(HttpRequest.BodyPublishers.ofString(new String(body, StandardCharsets.UTF_8) + " "));
            for (String name : List.of("webhook-id", "webhook-timestamp", "webhook-signature", "X-Hub-Signature-256")) {
                String value = exchange.getRequestHeaders().getFirst(name);
                if (value != null) {
                    forged.header(name, value);
                }
            }
            Answer answer = TestRelay.send(forged.build());
            answering(answer.status(), "application/problem+json", answer.body())
                    .answer(exchange, body);
        });
        String key = sign.equals("ed25519") ? pair.privateKey() : agent.secret();
        try (TestRelay relay = relay(address(between), sign, key)) {
            Answer answer = relay.post(WebhookClient.body("RELAY-3", "x"));

            assertThat(answer.status()).isEqualTo(401);
            assertThat(answer.json().get("detail").asText()).isEqualTo("Invalid HMAC signature");
            assertThat(answer.response().headers().firstValue("Content-Type")).contains("application/problem+json");
            assertThat(answer.response().headers().firstValue("Set-Cookie")).isEmpty();
            assertThat(executions.count()).isEqualTo(before);
        } finally {
            between.stop(0);
        }
    }

    @Test
    void asksToComeAgainWhileTheUpstreamIsAwayAndWorksOnceItIsThere() throws IOException {
        HttpServer gone = upstream(answering(202, "application/json", "{}"));
        URI address = address(gone);
        gone.stop(0);
        try (TestRelay relay = relay(address, "standard", agent.secret())) {
            Answer away = relay.post("{}");

            assertThat(away.status()).isEqualTo(503);
            assertThat(away.json().get("detail").asText()).isEqualTo("Temporarily unavailable");
            assertThat(away.response().headers().firstValue("Retry-After")).isPresent();
            HttpServer back = HttpServer.create(new InetSocketAddress(HERE, address.getPort()), 0);
            back.createContext("/", exchange -> {
                answering(202, "application/json", "{\"execution_id\":\"7\"}").answer(exchange, null);
                exchange.close();
            });
            back.start();
            try {
                Answer there = relay.post("{}");
                assertThat(there.status()).isEqualTo(202);
                assertThat(there.body()).isEqualTo("{\"execution_id\":\"7\"}");
            } finally {
                back.stop(0);
            }
        }
    }

    @Test
    void waitsForASlowUpstreamOnlyForSoLong() {
        CountDownLatch over = new CountDownLatch(1);
        HttpServer slow = upstream((exchange, body) -> {
            exchange.sendResponseHeaders(202, 0);
            try {
                // Drips, so that no single read takes long.
                while (!over.await(200, TimeUnit.MILLISECONDS)) {
                    exchange.getResponseBody().write(' ');
                    exchange.getResponseBody().flush();
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        try (TestRelay relay = relay(address(slow), "standard", agent.secret())) {
            assertThat(relay.post("{}").status()).isEqualTo(503);
        } finally {
            over.countDown();
            slow.stop(0);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "200 | application/json | {} | 200 | {}",
                "204 | text/plain | '' | 204 | ''",
                "403 | application/problem+json; charset=utf-8 | {\"status\":403} | 403 | {\"status\":403}",
                "404 | text/html | <h1>gone</h1> | 404 | ''",
                "200 | text/html | <script>alert(1)</script> | 200 | ''",
            })
    void handsOnStatusAndSmallJsonAndNothingElse(
            int status, String mediaType, String body, int handedOn, String content) {
        HttpServer server = upstream(answering(status, mediaType, body));
        try (TestRelay relay = relay(address(server), "standard", agent.secret())) {
            Answer answer = relay.post("{}");

            assertThat(answer.status()).isEqualTo(handedOn);
            assertThat(answer.body()).isEqualTo(content);
            assertThat(answer.response().headers().firstValue("Set-Cookie")).isEmpty();
        } finally {
            server.stop(0);
        }
    }

    @Test
    void handsOnWhenToComeAgain() {
        HttpServer server =
                upstream(answering(429, "application/problem+json", "{\"status\":429}", "Retry-After", "17"));
        try (TestRelay relay = relay(address(server), "standard", agent.secret())) {
            Answer answer = relay.post("{}");

            assertThat(answer.status()).isEqualTo(429);
            assertThat(answer.response().headers().firstValue("Retry-After")).hasValue("17");
        } finally {
            server.stop(0);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {301, 307, 500, 502, 504})
    void takesNeitherARedirectNorAnAccidentForAnAnswer(int status) {
        List<String> followed = new CopyOnWriteArrayList<>();
        HttpServer other = upstream((exchange, body) -> followed.add("yes"));
        HttpServer server = upstream(
                answering(status, "text/html", "x", "Location", address(other).toString()));
        try (TestRelay relay = relay(address(server), "standard", agent.secret())) {
            Answer answer = relay.post("{}");

            assertThat(answer.status()).isEqualTo(503);
            assertThat(answer.response().headers().firstValue("Retry-After")).isPresent();
            assertThat(followed).isEmpty();
        } finally {
            server.stop(0);
            other.stop(0);
        }
    }

    @Test
    void anAnswerWithoutEndIsNotReadToItsEnd() {
        HttpServer server = upstream(answering(200, "application/json", "[" + "1,".repeat(100_000) + "1]"));
        try (TestRelay relay = relay(address(server), "standard", agent.secret())) {
            assertThat(relay.post("{}").status()).isEqualTo(503);
        } finally {
            server.stop(0);
        }
    }

    @Test
    void forwardsOnlyWhatIsSignedAndNothingElseOfTheSenders() {
        List<String> seen = new CopyOnWriteArrayList<>();
        HttpServer server = upstream((exchange, body) -> {
            exchange.getRequestHeaders().forEach((name, value) -> seen.add(name + ": " + value));
            seen.add(exchange.getRequestURI().toString());
            answering(202, "application/json", "{}").answer(exchange, body);
        });
        try (TestRelay relay = relay(address(server), "standard", agent.secret())) {
            HttpRequest request = HttpRequest.newBuilder(
                            URI.create(relay.door() + "?CamelHttpUri=http://127.0.0.1:1&q=1"))
                    .header("X-Automation-Token", relay.token())
                    .header("CamelHttpUri", "http://127.0.0.1:1/")
                    .header("CamelSignaturePrivateKey", "x")
                    .header("Cookie", "secret=1")
                    .header("X-Hub-Signature-256", "sha256=evil")
                    .POST(HttpRequest.BodyPublishers.ofString("{}"))
                    .build();

            assertThat(TestRelay.send(request).status()).isEqualTo(202);
            assertThat(seen).contains("/hook").anyMatch(line -> line.startsWith("Webhook-signature: [v1,"));
            assertThat(seen.toString())
                    .doesNotContain(relay.token())
                    .doesNotContainIgnoringCase("camel")
                    .doesNotContain("secret=1", "evil", "q=1");
        } finally {
            server.stop(0);
        }
    }

    @Test
    void itsDoorIsAsStrictAsTheProgramsOwn() {
        HttpServer server = upstream(answering(202, "application/json", "{}"));
        String token = Hashes.randomToken("jar_");
        try (TestRelay relay = relay(address(server), "standard", agent.secret())) {
            assertRefused(send(relay.door(), "{}"), 401, "Missing token");
            assertRefused(send(URI.create(relay.door() + "?token=" + relay.token()), "{}"), 401, "Missing token");
            assertRefused(send(relay.door(), "{}", "Authorization", "Bearer " + token), 401, "Invalid token");
            Answer known = send(relay.door(), "{}", "Authorization", "Bearer " + token);
            Answer unknown = send(
                    relay.door().resolve(UUID.randomUUID().toString()),
                    "{}",
                    "Authorization",
                    "Bearer " + relay.token());
            assertThat(unknown.body()).isEqualTo(known.body());
            assertRefused(relay.post(" ".repeat(1024 * 1024 + 1)), 413, "Payload too large");
            assertRefused(relay.post("{}", "Content-Encoding", "gzip"), 415, "Unsupported media type");
            assertRefused(
                    relay.post("a=b", "Content-Type", "application/x-www-form-urlencoded"),
                    415,
                    "Unsupported media type");
            assertRefused(
                    send(relay.door().resolve("/webhook/agents/" + agent.id() + "/webhook"), "{}"), 404, "Not found");
            assertRefused(send(relay.door().resolve("/Execution_History"), ""), 404, "Not found");
        } finally {
            server.stop(0);
        }
    }

    private static Answer send(URI uri, String body, String... headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(uri).POST(HttpRequest.BodyPublishers.ofString(body));
        return TestRelay.send((headers.length == 0 ? request : request.headers(headers)).build());
    }

    private static void assertRefused(Answer answer, int status, String detail) {
        assertThat(answer.status()).as(answer.body()).isEqualTo(status);
        assertThat(answer.json().get("detail").asText()).isEqualTo(detail);
    }

    @Test
    void saysOnTheManagementPortHowItIs() {
        HttpServer server = upstream(answering(202, "application/json", "{}"));
        try (TestRelay relay = relay(address(server), "standard", agent.secret())) {
            relay.post("{}");
            send(relay.door(), "{}");

            for (String path : List.of("/observe/health/live", "/observe/health/ready")) {
                assertThat(TestRelay.send(HttpRequest.newBuilder(relay.management(path))
                                        .build())
                                .status())
                        .as(path)
                        .isEqualTo(200);
            }
            assertThat(TestRelay.send(HttpRequest.newBuilder(relay.management("/observe/metrics"))
                                    .build())
                            .body())
                    .contains("jira_agent_relay_forwarded_total{agent=\"" + agent.id() + "\",status=\"202\"} 1.0")
                    .contains("jira_agent_events_refused_total{reason=\"missing_token\"");
        } finally {
            server.stop(0);
        }
    }
}
