package io.jiraagent.tracing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.google.protobuf.ByteString;
import io.jiraagent.demo.EmbeddedEncryptionKey;
import io.jiraagent.secret.Keyring;
import io.jiraagent.testing.CapturedLog;
import io.jiraagent.testing.Executions;
import io.jiraagent.testing.FakeAgent;
import io.jiraagent.testing.RunningProgram;
import io.jiraagent.testing.StubJira;
import io.jiraagent.testing.TestAgents;
import io.jiraagent.testing.TestAgents.Setup;
import io.jiraagent.testing.TestAgents.TestAgent;
import io.jiraagent.testing.TestCollector;
import io.jiraagent.testing.WebhookClient;
import io.opentelemetry.proto.trace.v1.Span;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** One trace from the post to the comment, whatever processes and threads are between. */
class TracingTest {
    private static final RunningProgram PROGRAM = RunningProgram.shared();
    private static final String SECRET_TEXT = "Payroll of Miriam leaked";
    private static final String SENDERS_TRACE = "4bf92f3577b34da6a3ce929d0e0e4736";

    private final TestAgents agents = new TestAgents(PROGRAM);
    private final Executions executions = new Executions(PROGRAM);

    /** The spans of the trace in which the execution was received, once there are so many. */
    private static List<Span> trace(UUID execution, int spans) {
        await("the trace of " + execution)
                .atMost(Duration.ofSeconds(30))
                .until(() -> trace(execution).count() >= spans);
        return trace(execution).toList();
    }

    private static Stream<Span> trace(UUID execution) {
        List<Span> all = PROGRAM.collector().spans();
        List<ByteString> traces = all.stream()
                .filter(span -> span.getKind() == Span.SpanKind.SPAN_KIND_SERVER)
                .filter(span -> TestCollector.text(span, "jira_agent.execution_id")
                        .filter(execution.toString()::equals)
                        .isPresent())
                .map(Span::getTraceId)
                .toList();
        return all.stream().filter(span -> traces.contains(span.getTraceId()));
    }

    private static Span only(List<Span> spans, Span.SpanKind kind) {
        return spans.stream()
                .filter(span -> span.getKind() == kind)
                .reduce((a, b) -> {
                    throw new AssertionError("Two of " + kind + ": " + spans);
                })
                .orElseThrow(() -> new AssertionError("None of " + kind + ": " + spans));
    }

    private static String hex(ByteString id) {
        return HexFormat.of().formatHex(id.toByteArray());
    }

    @Test
    void theAgentIsToldOfTheTraceThatBeganWithThePost() {
        try (FakeAgent remote = new FakeAgent(FakeAgent.Reply.of(200, "{\"ok\":true}"))) {
            TestAgent agent = agents.create(Setup.http(remote.url("/run?key=s3cret")));
            UUID id = agent.post(WebhookClient.body("TRC-1", SECRET_TEXT)).executionId();
            executions.ended(id);

            List<Span> trace = trace(id, 4);

            Span received = only(trace, Span.SpanKind.SPAN_KIND_SERVER);
            Span sent = only(trace, Span.SpanKind.SPAN_KIND_PRODUCER);
            Span attempt = only(trace, Span.SpanKind.SPAN_KIND_CONSUMER);
            Span call = only(trace, Span.SpanKind.SPAN_KIND_CLIENT);
            assertThat(received.getName()).isEqualTo("POST /webhook/agents/{agent_id}/webhook");
            assertThat(received.getParentSpanId().isEmpty()).isTrue();
            assertThat(sent.getParentSpanId()).isEqualTo(received.getSpanId());
            assertThat(attempt.getParentSpanId()).isEqualTo(sent.getSpanId());
            assertThat(attempt.getName()).isEqualTo("attempt http");
            assertThat(call.getParentSpanId()).isEqualTo(attempt.getSpanId());
            assertThat(TestCollector.text(received, "http.response.status_code"))
                    .contains("202");
            assertThat(TestCollector.text(sent, "messaging.destination.name")).contains("agent-executions");
            assertThat(TestCollector.text(attempt, "jira_agent.outcome")).contains("completed");
            assertThat(TestCollector.text(attempt, "jira_agent.tenant_id"))
                    .contains(agent.tenantId().toString());
            assertThat(remote.requests()).singleElement().satisfies(request -> assertThat(
                            request.headers().get("traceparent"))
                    .startsWith("00-" + hex(call.getTraceId()) + "-" + hex(call.getSpanId()) + "-"));
            assertThat(trace.toString()).doesNotContain(SECRET_TEXT).doesNotContain("s3cret");
            assertThat(trace).noneMatch(TestCollector::failed);
        }
    }

    @Test
    void logLinesOfAnAttemptBearItsTrace() {
        try (CapturedLog log = new CapturedLog()) {
            TestAgent agent = agents.create("echo");
            UUID id = agent.post(WebhookClient.body("TRC-6", "x")).executionId();
            executions.ended(id);

            String trace =
                    hex(only(trace(id, 3), Span.SpanKind.SPAN_KIND_CONSUMER).getTraceId());

            assertThat(log.contexts("Execution " + id + " completed"))
                    .singleElement()
                    .satisfies(context -> assertThat(context).containsEntry("trace_id", trace));
        }
    }

    @Test
    void theSendersTraceIsALinkAndDecidesNothing() {
        byte[] body = WebhookClient.body("TRC-2", "x").getBytes(StandardCharsets.UTF_8);
        WebhookClient client = new WebhookClient(PROGRAM);

        UUID id = client.post(body, request -> request.header("X-Hub-Signature-256", client.sign(body))
                        .header("traceparent", "00-" + SENDERS_TRACE + "-00f067aa0ba902b7-00"))
                .executionId();

        Span received = only(trace(id, 3), Span.SpanKind.SPAN_KIND_SERVER);
        assertThat(hex(received.getTraceId())).isNotEqualTo(SENDERS_TRACE);
        assertThat(received.getLinksList()).singleElement().satisfies(link -> assertThat(hex(link.getTraceId()))
                .isEqualTo(SENDERS_TRACE));
    }

    @Test
    void eachAttemptIsASpanAndAFailureSaysWhich() {
        try (FakeAgent remote = new FakeAgent(FakeAgent.Reply.of(503, SECRET_TEXT, "Retry-After: 0"))) {
            TestAgent agent = agents.create(
                    Setup.http(remote.url("/run")).mayBeAskedTwice().attempts(2));
            UUID id = agent.post(WebhookClient.body("TRC-3", "x")).executionId();
            executions.ended(id);

            List<Span> attempts = trace(id, 6).stream()
                    .filter(span -> span.getKind() == Span.SpanKind.SPAN_KIND_CONSUMER)
                    .toList();

            assertThat(attempts)
                    .extracting(span ->
                            TestCollector.text(span, "jira_agent.outcome").orElseThrow())
                    .containsExactly("retry", "failed");
            assertThat(attempts).allMatch(TestCollector::failed);
            assertThat(attempts).allSatisfy(span -> assertThat(TestCollector.text(span, "error.type"))
                    .hasValueSatisfying(reason -> assertThat(reason).startsWith("agent_")));
            assertThat(trace(id).toList().toString()).doesNotContain(SECRET_TEXT);
        }
    }

    @Test
    void theCommentBelongsToTheTrace() {
        try (StubJira jira = new StubJira("TRC-4")) {
            TestAgent agent = agents.create("echo");
            connect(agent, jira);
            UUID id = agent.post(WebhookClient.body("TRC-4", "x")).executionId();
            executions.ended(id);

            List<Span> trace = trace(id, 6);

            Span comment = only(trace, Span.SpanKind.SPAN_KIND_INTERNAL);
            assertThat(comment.getName()).isEqualTo("comment");
            assertThat(comment.getParentSpanId())
                    .isEqualTo(only(trace, Span.SpanKind.SPAN_KIND_PRODUCER).getSpanId());
            assertThat(trace.stream().filter(span -> span.getKind() == Span.SpanKind.SPAN_KIND_CLIENT))
                    .as("looking for a comment, writing it")
                    .hasSizeGreaterThanOrEqualTo(2)
                    .allMatch(span -> span.getParentSpanId().equals(comment.getSpanId()));
            assertThat(trace.toString()).doesNotContain(StubJira.TOKEN);
        }
    }

    private static void connect(TestAgent agent, StubJira jira) {
        Keyring keyring = Keyring.of(EmbeddedEncryptionKey.in(PROGRAM.settings().dataDir()));
        PROGRAM.jdbc()
                .sql("""
                        INSERT INTO jira_sites (tenant_id, base_url, flavour, user_name, token_encrypted, account_id, account_name, mode)
                        VALUES (:tenant, :url, 'cloud', :user, :token, :account, 'Robot', 'on')""")
                .param("tenant", agent.tenantId())
                .param("url", jira.url())
                .param("user", StubJira.USER)
                .param("token", keyring.encrypt(StubJira.TOKEN))
                .param("account", StubJira.ACCOUNT)
                .update();
    }

    @Test
    void whatIsRefusedHasASpanOfItsOwn() {
        WebhookClient client = new WebhookClient(PROGRAM);
        byte[] body = WebhookClient.body("TRC-5", "x").getBytes(StandardCharsets.UTF_8);
        String trace = "0af7651916cd43dd8448eb211c80319c";

        client.post(body, request -> request.header("X-Hub-Signature-256", "sha256=" + "0".repeat(64))
                .header("traceparent", "00-" + trace + "-b7ad6b7169203331-01"));

        await("the span of the refusal").atMost(Duration.ofSeconds(30)).untilAsserted(() -> assertThat(
                        PROGRAM.collector().spans())
                .filteredOn(span -> span.getLinksList().stream()
                        .anyMatch(link -> hex(link.getTraceId()).equals(trace)))
                .singleElement()
                .satisfies(span -> {
                    assertThat(TestCollector.text(span, "http.response.status_code"))
                            .contains("401");
                    assertThat(TestCollector.failed(span))
                            .as("the sender's mistake, not the server's")
                            .isFalse();
                }));
    }
}
