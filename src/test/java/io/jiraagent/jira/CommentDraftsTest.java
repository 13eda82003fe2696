package io.jiraagent.jira;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.jiraagent.testing.AdfSchema;
import java.time.Duration;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a result says as a comment. */
class CommentDraftsTest {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final String ENHANCED = """
            {"summary":"Login fails","sections":{"steps_to_reproduce":"1. reset\\n2. sign in","impact":null},
             "questions":[{"about":"environment","text":"Which browser?"}],"priority":{"suggested":"High","reason":"blocked"},
             "labels":["login","sign in"],"similar":[{"issue_key":"TEST-7","score":0.82,"duplicate":true}],
             "quality":{"score":62,"reasons":["no environment"]},"description":"# long"}""";

    private final CommentDrafts drafts = new CommentDrafts("https://agents.example");

    private static CommentJob job(JiraFlavour flavour, String key, String result, Set<String> allowed) {
        return new CommentJob(
                UUID.fromString("00bab7b6-6335-4359-96b4-f48f3460b610"),
                key,
                UUID.randomUUID(),
                "acme",
                UUID.fromString("0198c0de-0000-7000-8000-000000000001"),
                1,
                1,
                1,
                Duration.ZERO,
                null,
                null,
                "Ticket Enhancer",
                null,
                result,
                new CommentJob.Site("https://jira.example", flavour, "a@b.c", "x", null, CommentMode.ON, allowed));
    }

    private CommentDraft draft(JiraFlavour flavour, String result) {
        return drafts.draft(job(flavour, "TEST-1", result, Set.of("labels", "priority")));
    }

    @Test
    void anEnhancedTicketAsksItsReporterFirst() {
        CommentDraft draft = draft(JiraFlavour.CLOUD, ENHANCED);

        assertThat(AdfSchema.complaints(draft.body())).isEmpty();
        assertThat(draft.text()).isEqualTo("""
                Login fails

                Questions to the reporter

                • Environment: Which browser?

                Suggestions

                • Priority: High – blocked
                • Labels: login, sign in
                • Quality of the ticket: 62 of 100 – no environment

                Similar tickets

                • TEST-7 (82 %), perhaps a duplicate

                What the ticket says

                Steps to reproduce:
                1. reset
                2. sign in

                Written by Ticket Enhancer · whole result \
                <https://agents.example/Execution_History/0198c0de-0000-7000-8000-000000000001> · jira-agent-00bab7b663354359""");
    }

    @Test
    void onADataCenterItIsWikiMarkup() {
        assertThat(draft(JiraFlavour.DATA_CENTER, ENHANCED).body().textValue())
                .startsWith("*Login fails*\n\nh4. Questions to the reporter\n\n* *Environment:* Which browser?")
                .contains("* *Priority:* High – blocked")
                .contains(
                        "[whole result|https://agents.example/Execution_History/0198c0de-0000-7000-8000-000000000001]");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"a\":null}",
                "{\"text\":\"one\\n\\ntwo\"}",
                "{\"n\":1.5,\"yes\":true,\"list\":[\"a\",2,\"\"],\"deep\":{\"x\":[{}]},\"empty\":[]}",
                "{\"sections\":{},\"questions\":[]}",
                "{\"sections\":{\"impact\":\"\"},\"questions\":[{\"text\":\"\"},7],\"similar\":[{}],\"labels\":\"x\"}",
                "{\"\":\"\\u0007\\u202e\"}",
                "{\"\\n\":[\"\\n\"]}",
            })
    void anyObjectBecomesAValidDocument(String result) throws Exception {
        JsonNode body = draft(JiraFlavour.CLOUD, result).body();

        assertThat(AdfSchema.complaints(body)).isEmpty();
        assertThat(body.toString()).doesNotContain("\"text\":\"\"");
        assertThat(JSON.readTree(body.toString())).isEqualTo(body);
    }

    @Test
    void theSchemaIsOneThatRefuses() throws Exception {
        assertThat(
                        AdfSchema.complaints(
                                JSON.readTree(
                                        "{\"type\":\"doc\",\"version\":1,\"content\":[{\"type\":\"paragraph\",\"content\":[{\"type\":\"text\",\"text\":\"\"}]}]}")))
                .isNotEmpty();
    }

    @Test
    void foreignTextIsNothingButText() {
        String hostile = "[~accountid:712020:boss] <script>x</script> {mention} https://evil.example @boss";
        JsonNode body = draft(
                        JiraFlavour.CLOUD,
                        JSON.createObjectNode().put("x", hostile).toString())
                .body();

        assertThat(body.findValuesAsText("type")).containsOnly("doc", "paragraph", "text", "strong", "link");
        assertThat(body.findValuesAsText("href"))
                .containsExactly("https://agents.example/Execution_History/0198c0de-0000-7000-8000-000000000001");
        assertThat(body.findValuesAsText("text")).anyMatch(text -> text.contains(hostile));
    }

    @ParameterizedTest
    @EnumSource(JiraFlavour.class)
    void aLongResultIsCutAndSaysSo(JiraFlavour flavour) {
        String result =
                JSON.createObjectNode().put("x", "[~a]*😀".repeat(20_000)).toString();

        JsonNode body = draft(flavour, result).body();

        int length =
                body.isTextual() ? body.textValue().length() : body.toString().length();
        assertThat(length).isBetween(20_000, CommentDrafts.MAX_CHARACTERS);
        assertThat(body.toString()).contains("this is its beginning").contains("jira-agent-00bab7b663354359");
    }

    @Test
    void fieldsAreChangedOnlyWhereTheyAreAllowed() {
        assertThat(drafts.draft(job(JiraFlavour.CLOUD, "TEST-1", ENHANCED, Set.of()))
                        .fields())
                .isEmpty();
        assertThat(drafts.draft(job(JiraFlavour.CLOUD, "TEST-1", ENHANCED, Set.of("labels")))
                        .fields())
                .hasToString("Optional[{\"update\":{\"labels\":[{\"add\":\"login\"},{\"add\":\"sign-in\"}]}}]");
        assertThat(draft(JiraFlavour.CLOUD, ENHANCED)
                        .fields()
                        .orElseThrow()
                        .at("/fields/priority/name")
                        .asText())
                .isEqualTo("High");
    }

    @ParameterizedTest
    @ValueSource(strings = {"../../admin-1", "TEST-1/comment", "TEST", "TEST-1?x", "TEST-x", " TEST-1"})
    void aKeyThatJiraWouldNotGiveIsNotAskedFor(String key) {
        assertThatThrownBy(() -> drafts.draft(job(JiraFlavour.CLOUD, key, ENHANCED, Set.of())))
                .isInstanceOfSatisfying(
                        JiraException.class, e -> assertThat(e.reason()).isEqualTo("issue_key_unusable"));
    }
}
