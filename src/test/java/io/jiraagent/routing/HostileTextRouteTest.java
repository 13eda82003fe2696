package io.jiraagent.routing;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jiraagent.testing.CapturedLog;
import io.jiraagent.testing.Executions;
import io.jiraagent.testing.FakeAgent;
import io.jiraagent.testing.FakeAgent.Reply;
import io.jiraagent.testing.RunningProgram;
import io.jiraagent.testing.TestAgents;
import io.jiraagent.testing.TestAgents.Setup;
import io.jiraagent.testing.TestAgents.TestAgent;
import io.jiraagent.testing.WebhookClient;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Tickets whose text means something to somebody else: it is kept and handed on as it is, and nobody acts on it. */
class HostileTextRouteTest {
    private static final Pattern CONTROL = Pattern.compile("[\\p{Cntrl}\\u0080-\\u009F\\u2028\\u2029]");
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final RunningProgram program = RunningProgram.shared();
    private final Executions executions = new Executions(program);
    private final FakeAgent server = new FakeAgent(Reply.of(200, "{\"summary\":\"done\"}"));
    private final TestAgent agent = new TestAgents(program).create(Setup.http(server.url("/hook")));

    @AfterEach
    void close() {
        server.close();
    }

    static Stream<String> texts() {
        return Stream.of(
                "${env:HOME}",
                "${header.Authorization} ${bean:agentDirectory?method=refresh}",
                "$simple{sys:user.home}",
                "#{T(java.lang.Runtime).getRuntime()}",
                "${jndi:ldap://127.0.0.1:1/x} ${java:version}",
                "'); DROP TABLE agents; -- :id ?1 $1 #id :#id",
                "*)(uid=*))(|(uid=*",
                "\u001B[2J\u001B]0;x\u0007 \u009B31m",
                "a\r\n2026-01-01T00:00:00,000+00:00 ERROR [main] Forged line\nb\u2028c\u0085d",
                "../../etc/passwd%00.txt; $(id) `id` | id && id",
                "=cmd|' /C calc'!A0");
    }

    /** The published template with {@code text} wherever a person may write. */
    private static ObjectNode ticket(String text) throws IOException {
        ObjectNode body = (ObjectNode) JSON.readTree(WebhookClient.body("TEXT-1", text));
        body.put("event_type", text).put("note", text).put(text, text);
        ((ObjectNode) body.at("/issue/fields"))
                .put("description", text)
                .put(text, text)
                .set("labels", JSON.createArrayNode().add(text));
        ((ObjectNode) body.at("/issue/fields"))
                .set("reporter", JSON.createObjectNode().put("displayName", text));
        return body;
    }

    private void assertOneLineEach(List<String> lines) {
        assertThat(lines)
                .filteredOn(line -> line.contains(agent.id().toString()))
                .isNotEmpty()
                .noneMatch(line -> CONTROL.matcher(line).find());
    }

    @ParameterizedTest
    @MethodSource("texts")
    void isKeptAndHandedOnAsItIs(String text) throws IOException {
        String body = ticket(text).toString();

        Map<String, Object> row = executions.ended(agent.post(body).executionId());

        assertThat(row)
                .containsEntry("status", "completed")
                .containsEntry("payload", body.getBytes(StandardCharsets.UTF_8));
        JsonNode task = JSON.readTree(server.requests().get(0).body());
        assertThat(task.at("/issue/summary").asText()).isEqualTo(text);
        assertThat(task.at("/issue/description").asText()).isEqualTo(text);
        assertThat(task.at("/payload/note").asText()).isEqualTo(text);
    }

    @ParameterizedTest
    @MethodSource("texts")
    void whereAKeyBelongsItFailsTheEventAndMakesNoLineOfTheLog(String text) throws IOException {
        ObjectNode body = ticket(text).put("issue_key", text);
        ((ObjectNode) body.get("issue")).put("key", text);
        try (CapturedLog log = new CapturedLog()) {
            Map<String, Object> row =
                    executions.ended(agent.post(body.toString()).executionId());

            assertThat(row).containsEntry("status", "failed").containsEntry("reason", "malformed_payload");
            assertThat(server.requests()).isEmpty();
            assertOneLineEach(log.lines());
        }
    }

    @Test
    void anUnrenderedPlaceholderIsNotFilledInHere() throws IOException {
        String body = ticket("{{env:HOME}} {{encryption.key}}").toString();

        Map<String, Object> row = executions.ended(agent.post(body).executionId());

        assertThat(row).containsEntry("payload", body.getBytes(StandardCharsets.UTF_8));
        assertThat(JSON.readTree(server.requests().get(0).body())
                        .at("/payload/note")
                        .asText())
                .isEqualTo("{{env:HOME}} {{encryption.key}}");
    }

    @Test
    void namesOfCamelsControlsAreNothingButKeysOfTheBody() throws IOException {
        ObjectNode body = ticket("x");
        for (String name : List.of(
                "CamelKafkaOverrideTopic",
                "kafka.OVERRIDE_TOPIC",
                "CamelSqlQuery",
                "CamelHttpUri",
                "CamelBeanMethodName",
                "x-original-topic",
                "status")) {
            body.put(name, "http://127.0.0.1:1/");
        }

        UUID id = agent.post(body.toString()).executionId();

        assertThat(executions.ended(id)).containsEntry("status", "completed").containsEntry("answered_by", agent.id());
        assertThat(server.requests()).hasSize(1);
        assertThat(server.requests().get(0).headers()).doesNotContainValue("http://127.0.0.1:1/");
    }
}
