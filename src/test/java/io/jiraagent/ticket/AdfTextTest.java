package io.jiraagent.ticket;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.junit.jupiter.api.Test;

class AdfTextTest {
    private static final ObjectMapper MAPPER = new ObjectMapper();

    @Test
    void separatesBlocksByABlankLine() throws Exception {
        assertThat(text(
                        "{'type':'heading','attrs':{'level':3},'content':[{'type':'text','text':'Steps'}]}",
                        p("one"),
                        p("two"),
                        "{'type':'rule'}",
                        p("three")))
                .isEqualTo("### Steps\n\none\n\ntwo\n\n---\n\nthree");
    }

    @Test
    void writesInlineNodes() throws Exception {
        assertThat(text("{'type':'paragraph','content':["
                        + "{'type':'text','text':'Ask '},{'type':'mention','attrs':{'id':'1','text':'@Ada'}},"
                        + "{'type':'text','text':' '},{'type':'mention','attrs':{'id':'abc'}},{'type':'hardBreak'},"
                        + "{'type':'emoji','attrs':{'shortName':':fire:','text':'\uD83D\uDD25'}},"
                        + "{'type':'emoji','attrs':{'shortName':':awthanks:'}},{'type':'text','text':' '},"
                        + "{'type':'text','text':'docs','marks':[{'type':'link','attrs':{'href':'https://a.example'}}]},"
                        + "{'type':'text','text':' '},{'type':'inlineCard','attrs':{'url':'https://b.example'}},"
                        + "{'type':'text','text':' '},{'type':'status','attrs':{'text':'DONE'}},"
                        + "{'type':'text','text':' '},{'type':'date','attrs':{'timestamp':'1763053200123'}}]}"))
                .isEqualTo(
                        "Ask @Ada @abc\n\uD83D\uDD25:awthanks: docs (https://a.example) https://b.example [DONE] 2025-11-13");
    }

    @Test
    void writesNestedLists() throws Exception {
        assertThat(text(
                        "{'type':'bulletList','content':[{'type':'listItem','content':[" + p("a")
                                + ",{'type':'orderedList','attrs':{'order':3},'content':["
                                + "{'type':'listItem','content':[" + p("b") + "," + p("more") + "]},"
                                + "{'type':'listItem','content':[" + p("c") + "]}]}]},"
                                + "{'type':'listItem','content':[" + p("d") + "]}]}",
                        p("end")))
                .isEqualTo("- a\n  3. b\n    more\n  4. c\n- d\n\nend");
    }

    @Test
    void writesTasksAndDecisions() throws Exception {
        assertThat(text(
                        "{'type':'taskList','content':["
                                + "{'type':'taskItem','attrs':{'state':'DONE'},'content':[{'type':'text','text':'a'}]},"
                                + "{'type':'taskItem','attrs':{'state':'TODO'},'content':[{'type':'text','text':'b'}]}]}",
                        "{'type':'decisionList','content':["
                                + "{'type':'decisionItem','content':[{'type':'text','text':'c'}]}]}"))
                .isEqualTo("- [x] a\n- [ ] b\n\n- c");
    }

    @Test
    void writesCodeQuotesPanelsAndMedia() throws Exception {
        assertThat(text(
                        "{'type':'codeBlock','attrs':{'language':'sh'},'content':[{'type':'text','text':'a\\n  b'}]}",
                        "{'type':'blockquote','content':[" + p("q1") + "," + p("q2") + "]}",
                        "{'type':'panel','attrs':{'panelType':'info'},'content':[" + p("note") + "]}",
                        "{'type':'expand','attrs':{'title':'More'},'content':[" + p("inside") + "]}",
                        "{'type':'mediaSingle','content':[{'type':'media','attrs':{'id':'1','alt':'shot.png'}}]}"))
                .isEqualTo("```sh\na\n  b\n```\n\n> q1\n\n> q2\n\nnote\n\nMore\n\ninside\n\n[shot.png]");
    }

    @Test
    void writesTablesRowByRow() throws Exception {
        assertThat(text(
                        "{'type':'table','content':["
                                + "{'type':'tableRow','content':[{'type':'tableHeader','content':[" + p("A")
                                + "]},{'type':'tableHeader','content':[" + p("B") + "]}]},"
                                + "{'type':'tableRow','content':[{'type':'tableCell','content':[" + p("1")
                                + "]},{'type':'tableCell','content':[" + p("2") + "]}]}]}",
                        p("end")))
                .isEqualTo("A | B\n1 | 2\n\nend");
    }

    @Test
    void givesTheTextOfNodesItDoesNotKnow() throws Exception {
        assertThat(text(
                        "{'type':'fancyBox','content':[{'type':'blink','text':'hello'},{'type':'unheard'}]}",
                        "{'content':[{'text':'typeless'}]}",
                        "{'type':'extension','attrs':{'text':'macro'}}",
                        "'loose'"))
                .contains("hello", "typeless", "macro", "loose");
    }

    @Test
    void isEmptyForNothing() throws Exception {
        assertThat(AdfText.of(null)).isEmpty();
        assertThat(AdfText.of(MAPPER.readTree("null"))).isEmpty();
        assertThat(AdfText.of(MAPPER.readTree("{}"))).isEmpty();
        assertThat(AdfText.of(MAPPER.missingNode())).isEmpty();
    }

    @Test
    void stopsBeforeTheStackDoes() {
        JsonNode deep =
                JsonNodeFactory.instance.objectNode().put("type", "text").put("text", "bottom");
        for (int i = 0; i < 200_000; i++) {
            ObjectNode parent =
                    JsonNodeFactory.instance.objectNode().put("type", i % 2 == 0 ? "bulletList" : "listItem");
            ArrayNode content = parent.putArray("content");
            content.add(deep);
            deep = parent;
        }
        assertThat(AdfText.of(deep)).endsWith("…").doesNotContain("bottom").hasSizeLessThan(2000);
    }

    private static String p(String text) {
        return "{'type':'paragraph','content':[{'type':'text','text':'" + text + "'}]}";
    }

    private static String text(String... blocks) throws Exception {
        String document = "{'type':'doc','version':1,'content':[" + String.join(",", blocks) + "]}";
        return AdfText.of(MAPPER.readTree(document.replace('\'', '"')));
    }
}
