package io.jiraagent.agent.model;

import static io.jiraagent.testing.FakeModel.completion;
import static io.jiraagent.testing.FakeModel.error;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jiraagent.testing.Executions;
import io.jiraagent.testing.FakeAgent;
import io.jiraagent.testing.FakeModel;
import io.jiraagent.testing.FakeModel.Asked;
import io.jiraagent.testing.FakeModel.Reply;
import io.jiraagent.testing.ModelAgents;
import io.jiraagent.testing.RunningProgram;
import io.jiraagent.testing.Seeds;
import io.jiraagent.testing.TestAgents;
import io.jiraagent.testing.TestAgents.Setup;
import io.jiraagent.testing.TestAgents.TestAgent;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What a model's server may do wrong, and what becomes of the execution. */
class ModelFaultsTest {
    private static final String KEY = "sk-test-0815-secret-key";
    private static final String GOOD = FakeModel.advice().toString();
    private static final String TOO_LONG =
            "This model's maximum context length is 4096 tokens. However, you requested 9120 tokens.";

    private final RunningProgram program = RunningProgram.shared();
    private final Executions executions = new Executions(program);
    private FakeModel model;
    private FakeAgent socket;

    @AfterEach
    void close() {
        if (model != null) {
            model.close();
        }
        if (socket != null) {
            socket.close();
        }
    }

    private TestAgent agent(String baseUrl, Consumer<ObjectNode> settings) {
        return ModelAgents.create(baseUrl, KEY, body -> {
            body.put("max_attempts", 1);
            settings.accept(body);
        });
    }

    private UUID run(TestAgent agent) {
        UUID id = agent.post(ModelAgents.ticket("FAULT-1", "Sign-in broken", "A white page came up. ".repeat(200)))
                .executionId();
        executions.ended(id);
        return id;
    }

    private Map<String, Object> run(Function<Asked, Reply> mind) {
        model = new FakeModel(mind);
        return executions.rows(run(agent(model.baseUrl(), settings -> {}))).get(0);
    }

    /** One reply after the other, the last one again and again. */
    private static Function<Asked, Reply> replies(Reply... replies) {
        Iterator<Reply> next = Arrays.asList(replies).iterator();
        return asked -> next.hasNext() ? next.next() : replies[replies.length - 1];
    }

    static List<Arguments> finalAnswers() {
        return List.of(
                Arguments.of(
                        error(401, "invalid_api_key", "invalid_request_error", "Incorrect API key provided: " + KEY),
                        "model_key_refused",
                        "give another: ./jira-agent agent set"),
                Arguments.of(error(403, "forbidden", "", "Key " + KEY + " may not"), "model_key_refused", "stored"),
                Arguments.of(
                        error(
                                404,
                                "model_not_found",
                                "invalid_request_error",
                                "The model `small-model` does not exist"),
                        "model_unknown",
                        "knows no model 'small-model'"),
                Arguments.of(Reply.of(404, "<html>not here</html>"), "model_unknown", "--base-url"),
                Arguments.of(
                        error(429, "insufficient_quota", "insufficient_quota", "You exceeded your current quota"),
                        "model_quota_exceeded",
                        "no credit left"),
                Arguments.of(
                        error(400, "content_filter", "", "The response was filtered by content management policy"),
                        "content_filtered",
                        "content filter"),
                Arguments.of(completion("", "content_filter"), "content_filtered", "content filter"),
                Arguments.of(completion("{\"summary\":", "length"), "answer_truncated", "raise --max-output-tokens"),
                Arguments.of(
                        Reply.of(
                                200,
                                "{\"choices\":[{\"message\":{\"content\":null,\"refusal\":\"I can't help with that.\"},"
                                        + "\"finish_reason\":\"stop\"}]}"),
                        "model_refused",
                        "I can't help with that."),
                Arguments.of(
                        error(400, "bad", "", "Unknown field 'stream' for " + KEY),
                        "agent_refused",
                        "refuses the request"),
                Arguments.of(error(422, "", "", "Input should be a list"), "agent_refused", "Input should be a list"),
                Arguments.of(
                        Reply.of(302, "").header("Location", "http://127.0.0.1:1/"),
                        "agent_refused",
                        "redirects are not followed"),
                Arguments.of(
                        Reply.of(200, "<html>Sign in to the proxy</html>"), "invalid_answer", "no chat completion"),
                Arguments.of(
                        Reply.of(200, "data: {\"choices\":[{\"delta\":{\"content\":\"{\"}}]}\n\ndata: [DONE]\n\n"),
                        "invalid_answer",
                        "no chat completion"),
                Arguments.of(Reply.of(200, "x".repeat(2_000_000)), "invalid_answer", "larger than 1048576 bytes"),
                Arguments.of(
                        Reply.of(200, "{\"error\":{\"message\":\"upstream says: bad prompt\"}}"),
                        "agent_refused",
                        "upstream says: bad prompt"));
    }

    @ParameterizedTest
    @MethodSource("finalAnswers")
    void whatWouldNotBecomeBetterEndsTheExecutionAndSaysWhatToChange(Reply reply, String reason, String message) {
        Map<String, Object> row = run(asked -> reply);

        assertThat(row).containsEntry("status", "failed").containsEntry("reason", reason);
        assertThat((String) row.get("error"))
                .contains("\"retryable\": false", message)
                .doesNotContain(KEY);
        assertThat(model.asked()).hasSize(1);
    }

    static List<Reply> passing() {
        return List.of(
                error(429, "rate_limit_exceeded", "tokens", "Rate limit reached; visit your account's billing page"),
                error(500, "", "server_error", "The server had an error"),
                Reply.of(502, "<html>bad gateway</html>"),
                Reply.of(503, "{\"message\":\"model is loading\"}"));
    }

    @ParameterizedTest
    @MethodSource("passing")
    void whatPassesIsTriedAgain(Reply reply) {
        assertThat(run(asked -> reply))
                .containsEntry("reason", "agent_unavailable")
                .satisfies(row -> assertThat((String) row.get("error")).contains("\"retryable\": true"));
        assertThat(model.asked()).as("nothing but the schedule repeats").hasSize(1);
    }

    @Test
    void theServersRetryAfterIsKept() {
        Reply busy = error(429, "rate_limit_exceeded", "requests", "Rate limit reached")
                .header("Retry-After", "40");
        model = new FakeModel(asked -> busy);
        TestAgent agent = ModelAgents.create(model.baseUrl(), KEY, settings -> {});

        UUID id = agent.post(ModelAgents.ticket("FAULT-2", "Sign-in broken", "A white page."))
                .executionId();

        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> assertThat(secondsToNext(id)).isBetween(30.0, 45.0));
    }

    private double secondsToNext(UUID id) {
        return program.jdbc()
                .sql("SELECT extract(epoch FROM next_attempt_at - now())::float8 FROM agent_test_executions"
                        + " WHERE id = :id AND attempt = 1 AND status = 'queued'")
                .param("id", id)
                .query(Double.class)
                .optional()
                .orElse(0.0);
    }

    @Test
    void aTicketThatIsTooLongIsCutOnce() {
        Map<String, Object> row = run(
                replies(error(400, "context_length_exceeded", "invalid_request_error", TOO_LONG), completion(GOOD)));

        assertThat(row).containsEntry("status", "completed");
        assertThat(model.asked()).hasSize(2);
    }

    @Test
    void aTicketThatIsStillTooLongFails() {
        Map<String, Object> row =
                run(asked -> error(400, "context_length_exceeded", "invalid_request_error", TOO_LONG));

        assertThat(row).containsEntry("reason", "context_too_long");
        assertThat((String) row.get("error")).contains("lower --max-input-tokens", "maximum context length is 4096");
        assertThat(model.asked()).hasSize(2);
    }

    @Test
    void aServerWithoutSchemasIsAskedForJsonAndThatIsRemembered() {
        model = new FakeModel(asked -> asked.form().equals("json_schema")
                ? error(400, "", "invalid_request_error", "response_format.type must be text or json_object")
                : completion(GOOD));
        TestAgent agent = agent(model.baseUrl(), settings -> {});

        run(agent);
        run(agent);

        assertThat(model.asked()).extracting(Asked::form).containsExactly("json_schema", "json_object", "json_object");
        assertThat(model.last().said("system")).contains("\"additionalProperties\":false");
    }

    @Test
    void aServerThatKnowsNoFormAtAllIsAskedInWordsAndMayWrapItsAnswer() {
        Map<String, Object> row = run(asked -> asked.form().equals("none")
                ? completion("<think>{ a ticket }</think>Here it is:\n```json\n" + GOOD + "\n```")
                : error(422, "", "", "extra fields not permitted: response_format"));

        assertThat(row).containsEntry("status", "completed");
        assertThat(model.asked()).extracting(Asked::form).containsExactly("json_schema", "json_object", "none");
    }

    @Test
    void aServerThatWantsOtherParametersGetsThem() {
        Map<String, Object> row = run(asked -> {
            if (asked.body().has("max_tokens")) {
                return error(
                        400,
                        "unsupported_parameter",
                        "invalid_request_error",
                        "Unsupported parameter: 'max_tokens' is not supported. Use 'max_completion_tokens' instead.");
            }
            return asked.body().has("temperature")
                    ? error(400, "unsupported_value", "", "'temperature' does not support 0 with this model.")
                    : completion(GOOD);
        });

        assertThat(row).containsEntry("status", "completed");
        assertThat(model.last().body().path("max_completion_tokens").asInt()).isEqualTo(2000);
    }

    @Test
    void anAnswerOfAnotherFormIsMendedOnce() {
        Map<String, Object> row = run(replies(completion("{\"summary\":7,\"sections\":{}}"), completion(GOOD)));

        assertThat(row).containsEntry("status", "completed");
        assertThat(model.asked()).hasSize(2);
        assertThat(model.last().said("assistant")).contains("{\"summary\":7");
        assertThat(model.last().said("user"))
                .contains("Your answer cannot be used", "summary must be a text", "questions must be an array");
        assertThat(ModelAgents.lastAttempt((UUID) row.get("id")))
                .as("both requests count")
                .containsEntry("input_tokens", 2400L);
    }

    @Test
    void anAnswerThatIsNotMendedFails() {
        Map<String, Object> row = run(asked -> completion("I would rather chat."));

        assertThat(row).containsEntry("reason", "invalid_answer");
        assertThat((String) row.get("error"))
                .contains("It holds no JSON object")
                .doesNotContain("rather chat");
        assertThat(model.asked()).hasSize(2);
        assertThat(ModelAgents.lastAttempt((UUID) row.get("id")))
                .containsEntry("outcome", "failed")
                .containsEntry("input_tokens", 2400L)
                .containsEntry("output_tokens", 680L);
    }

    @Test
    void aSlowAnswerInChunksIsWaitedFor() {
        String body = completion(GOOD).chunks().get(0);
        int size = body.length() / 8 + 1;
        List<String> chunks = IntStream.range(0, 8)
                .mapToObj(
                        i -> body.substring(Math.min(i * size, body.length()), Math.min((i + 1) * size, body.length())))
                .toList();

        Map<String, Object> row = run(asked -> new Reply(200, Map.of(), chunks, Duration.ofMillis(150)));

        assertThat(row).containsEntry("status", "completed");
    }

    @Test
    void anAnswerThatNeverEndsIsCutOffAtTheDeadlineAndMayBeRepeated() {
        model = new FakeModel(
                asked -> new Reply(200, Map.of(), Collections.nCopies(100_000, " "), Duration.ofMillis(100)));

        Map<String, Object> row = executions
                .rows(run(agent(model.baseUrl(), settings -> settings.put("deadline_seconds", 2))))
                .get(0);

        assertThat(row).containsEntry("reason", "agent_unavailable");
        assertThat((String) row.get("error")).contains("did not answer within", "\"retryable\": true");
    }

    @Test
    void aConnectionThatBreaksOffMayBeRepeatedAndTheBackupStandsIn() {
        socket = new FakeAgent(FakeAgent.Reply.reset());
        UUID tenant = Seeds.tenant();
        TestAgent backup = new TestAgents(program).create(Setup.of("ticket-enhancer"), tenant);
        TestAgent agent = ModelAgents.create(tenant, socket.url("/v1"), KEY, settings -> settings.put(
                        "backup_agent_id", backup.id().toString())
                .put("max_attempts", 1));

        Map<String, Object> row = executions.rows(run(agent)).get(0);

        assertThat(row).containsEntry("status", "completed").containsEntry("answered_by", backup.id());
        assertThat(socket.requests()).hasSize(1);
    }

    @Test
    void aServerThatIsNotThereWasNotAskedAndTakesNoTokens() {
        int port = RunningProgram.freePort();
        TestAgent agent = agent("http://127.0.0.1:" + port + "/v1", settings -> settings.put("daily_tokens", 50_000));

        UUID id = run(agent);

        assertThat(executions.rows(id).get(0)).containsEntry("reason", "agent_unreachable");
        assertThat(ModelAgents.lastAttempt(id)).containsEntry("input_tokens", null);
        await().atMost(Duration.ofSeconds(10))
                .until(() -> program.jdbc()
                                .sql("SELECT used FROM budgets WHERE agent_id = :id AND resource = 'tokens'")
                                .param("id", agent.id())
                                .query(Long.class)
                                .single()
                        == 0);
    }

    @Test
    void answersOfManyExecutionsAtOnceAreNotMixedUp() {
        AtomicInteger count = new AtomicInteger();
        model = new FakeModel(asked -> {
            count.incrementAndGet();
            String summary = asked.said("user").replaceAll("(?s).*\nsummary: (\\S+)\n.*", "$1");
            ObjectNode advice = FakeModel.advice();
            advice.withArray("suggestions").add("about " + summary);
            return completion(advice.toString());
        });
        TestAgent agent = agent(model.baseUrl(), settings -> settings.put("concurrency", 8));

        List<UUID> ids = IntStream.range(0, 24)
                .mapToObj(i -> agent.post(ModelAgents.ticket("MANY-" + i, "number" + i + "x", "Nothing."))
                        .executionId())
                .toList();

        IntStream.range(0, 24)
                .forEach(i -> assertThat((String) executions.ended(ids.get(i)).get("result"))
                        .contains("about number" + i + "x"));
        assertThat(count).hasValue(24);
        assertThat(model.last().body().toString().getBytes(StandardCharsets.UTF_8).length)
                .isLessThan(20_000);
    }
}
