package io.jiraagent.history;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jiraagent.testing.Axe;
import io.jiraagent.testing.Http;
import io.jiraagent.testing.PageTest;
import io.jiraagent.testing.RunningProgram;
import io.jiraagent.testing.Seeds;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.Keys;

/** What holds for every page; those that come later are found by their route files. */
class EveryPageIT extends PageTest {
    private static final int FIRST_LOAD = 100 * 1024;
    private static final List<String> MARKUP = List.of(
            "<script>window.pwned=1</script>",
            "\"><img src=x onerror=\"window.pwned=2\">",
            "'-alert(1)-'",
            "javascript:alert(1)",
            "</textarea></pre></title><svg onload=window.pwned=3>",
            "{{ 7 * 7 }}{% include \"layout\" %}${7*7}",
            "<a href=javascript:alert(1)>click</a><iframe src=javascript:alert(1)></iframe>",
            "<style>*{display:none}</style><base href=https://evil.example/>",
            "<meta http-equiv=refresh content=0;url=https://evil.example/>");

    /** Every page that GET shows, with this test's things. */
    private List<String> pages(UUID execution) throws IOException {
        List<String> pages = new ArrayList<>();
        try (Stream<Path> files = Files.list(Path.of("routes", "pages"))) {
            for (Path file : files.sorted().toList()) {
                String yaml = Files.readString(file);
                String path = value(yaml, "path");
                if (value(yaml, "httpMethodRestrict").startsWith("GET")
                        && !path.matches("/|/assets/.*|/login.*|.*\\.(csv|json)")) {
                    pages.add(path.replace("{execution_id}", execution.toString())
                            .replace("{agent_id}", agent.toString())
                            .replace("{tenant_id}", tenant.toString()));
                }
            }
        }
        assertThat(pages).hasSizeGreaterThan(9).noneMatch(path -> path.contains("{"));
        return pages;
    }

    private static String value(String yaml, String key) {
        Matcher matcher = Pattern.compile("\n +" + key + ": (\\S+)").matcher(yaml);
        assertThat(matcher.find()).as(key).isTrue();
        return matcher.group(1);
    }

    private UUID someOfEverything() {
        UUID id = Seeds.execution(tenant, agent)
                .key("TEST-123")
                .result(resource("/enhancer-answer.json"))
                .payload("{\"issue_key\":\"TEST-123\",\"summary\":\"It \"hangs\"\"}")
                .insert();
        Seeds.attempt(id, agent, 1, 1, "completed", null);
        Seeds.execution(tenant, agent).key("TEST-123").status("queued").insert();
        Seeds.execution(tenant, agent)
                .key("TEST-124")
                .status("failed")
                .error("{\"reason\":\"agent_error\",\"message\":\"It broke\"}")
                .insert();
        Seeds.rejected(tenant, agent, "invalid_signature");
        Seeds.alert(tenant, "dead-letters", "3 executions have failed for good", false);
        return id;
    }

    @Test
    void axeFindsNothingInLightAndDark() throws IOException {
        UUID id = someOfEverything();
        token = Seeds.token("admin", tenant);
        signIn();
        SoftAssertions softly = new SoftAssertions();
        for (String page : pages(id)) {
            for (String scheme : List.of("light", "dark")) {
                browser.scheme(scheme);
                browser.open(page);
                browser.script("document.querySelectorAll('details').forEach(part => { part.open = true; })");
                softly.assertThat(Axe.faults(browser)).as(page + " " + scheme).isEmpty();
            }
            browser.size(390);
            softly.assertThat(browser.script("return document.documentElement.scrollWidth - innerWidth"))
                    .as(page + " is wider than a phone")
                    .isEqualTo(0L);
            browser.size(1360);
        }
        browser.driver().manage().deleteAllCookies();
        browser.open("/login");
        softly.assertThat(Axe.faults(browser)).as("/login").isEmpty();
        softly.assertAll();
    }

    @Test
    void hostileTextsDoNothing() throws IOException {
        List<String> texts = new ArrayList<>(MARKUP);
        try (Stream<Path> files = Files.list(Path.of("src", "test", "resources", "hostile"))) {
            for (Path file : files.sorted().toList()) {
                texts.add(Files.readString(file).replace("\0", ""));
            }
        }
        UUID shown = hostileThings(texts);
        token = Seeds.token("admin", tenant);
        signIn();
        SoftAssertions softly = new SoftAssertions();
        for (String page : pages(shown)) {
            browser.open(page);
            browser.script("document.querySelectorAll('details').forEach(part => { part.open = true; })");
            softly.assertThat(
                            browser.script(
                                    "return window.pwned === undefined && document.querySelectorAll("
                                            + "'main script, main iframe, main style, base, main img, svg[onload], [onerror], a[href^=javascript]').length"))
                    .as(page + " runs or holds nothing of theirs")
                    .isEqualTo(0L);
            softly.assertThat(browser.find("h1").isDisplayed()).as(page).isTrue();
            softly.assertThat(browser.console())
                    .as(page + ": errors and refusals of the content policy")
                    .isEmpty();
        }
        softly.assertAll();
        assertThat(browser.driver().getCurrentUrl())
                .startsWith(RunningProgram.shared().url());
    }

    private UUID hostileThings(List<String> texts) {
        UUID last = null;
        for (String text : texts) {
            ObjectNode field =
                    JsonNodeFactory.instance.objectNode().put("reason", text).put("message", text);
            String error = field.toString();
            ObjectNode result =
                    JsonNodeFactory.instance.objectNode().put("summary", text).put(text, text);
            result.putObject("sections").put("impact", text).putNull(text);
            result.putArray("questions").addObject().put("about", text).put("text", text);
            result.putArray("labels").add(text);
            result.putArray("similar").addObject().put("issue_key", text).put("score", 1);
            String payload = JsonNodeFactory.instance
                    .objectNode()
                    .put("issue_key", "TEST-1")
                    .put("summary", text)
                    .put("description", text)
                    .put("url", text)
                    .toString();
            UUID failed = Seeds.execution(tenant, agent)
                    .key(text)
                    .status("failed")
                    .error(error)
                    .payload(payload)
                    .insert();
            Seeds.attempt(failed, agent, 1, 1, "failed", error);
            last = Seeds.execution(tenant, agent)
                    .key(text)
                    .result(result.toString())
                    .payload(payload)
                    .insert();
            Seeds.attempt(last, agent, 1, 1, "retry", error);
            Seeds.alert(tenant, "dead-letters", text, false);
        }
        RunningProgram.shared()
                .jdbc()
                .sql("UPDATE agents SET name = :name WHERE id = :id")
                .param("name", String.join(" ", MARKUP))
                .param("id", agent)
                .update();
        return last;
    }

    @Test
    void theFirstLoadIsSmall() throws IOException {
        UUID id = someOfEverything();
        for (int i = 0; i < 60; i++) {
            Seeds.execution(tenant, agent)
                    .key("SIZE-" + i)
                    .status("failed")
                    .error("{\"reason\":\"agent_error\",\"message\":\"It broke for the time " + i + "\"}")
                    .insert();
        }
        String admin = Seeds.token("admin", tenant);
        for (String page : pages(id)) {
            HttpResponse<String> html = Http.get(page, admin);
            int bytes = gzipped(html.body());
            Matcher assets = Pattern.compile("/assets/[^\"]+").matcher(html.body());
            while (assets.find()) {
                HttpResponse<String> asset = Http.get(assets.group(), admin);
                assertThat(asset.headers().firstValue("Cache-Control")).hasValue("public, max-age=31536000, immutable");
                bytes += gzipped(asset.body());
            }
            assertThat(bytes).as(page).isLessThan(FIRST_LOAD);
        }
        HttpResponse<String> compressed =
                Http.send("/Execution_History", request -> request.header("Authorization", "Bearer " + admin)
                        .header("Accept-Encoding", "gzip"));
        assertThat(compressed.headers().firstValue("Content-Encoding")).hasValue("gzip");
    }

    private static int gzipped(String text) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
            gzip.write(text.getBytes(StandardCharsets.UTF_8));
        }
        return bytes.size();
    }

    @Test
    void theKeyboardSuffices() {
        someOfEverything();
        signIn();
        browser.open("/Dead_Letters");

        browser.driver().switchTo().activeElement().sendKeys(Keys.TAB);
        assertThat(browser.driver().switchTo().activeElement().getText()).isEqualTo("Skip to content");
        browser.driver().switchTo().activeElement().sendKeys(Keys.ENTER);
        assertThat(browser.driver().switchTo().activeElement().getDomAttribute("id"))
                .isEqualTo("content");
        for (int i = 0; i < 30 && !"Replay TEST-124".equals(focusedName()); i++) {
            browser.driver().switchTo().activeElement().sendKeys(Keys.TAB);
            assertThat(browser.script("return getComputedStyle(document.activeElement).outlineStyle"))
                    .as("focus is visible on "
                            + browser.script("return document.activeElement.outerHTML.slice(0, 200)"))
                    .isNotEqualTo("none");
        }
        browser.driver().switchTo().activeElement().sendKeys(Keys.ENTER);
        browser.find("dialog[open]");
        browser.driver().switchTo().activeElement().sendKeys(Keys.ENTER);

        soon().untilAsserted(() ->
                assertThat(browser.driver().getCurrentUrl()).matches(".*/Execution_History/[0-9a-f-]{36}"));
    }

    private Object focusedName() {
        return browser.script("return document.activeElement.textContent.replace(/\\s+/g, ' ').trim()");
    }
}
