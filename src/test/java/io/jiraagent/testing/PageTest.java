package io.jiraagent.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.UUID;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.BeforeEach;
import org.openqa.selenium.Keys;
import org.openqa.selenium.WebDriverException;

/** Pages as a person meets them, in a real browser, with a tenant and an agent of the test's own. */
@NeedsChromium
public abstract class PageTest {
    protected static final String LONG_WORD = "unbroken".repeat(60);

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    protected final Browser browser = Browser.shared();
    protected final UUID tenant = Seeds.tenant();
    protected final UUID agent = Seeds.agent(tenant, "Ticket Enhancer");
    protected String token = Seeds.token("operator", tenant);

    @BeforeEach
    void aFreshBrowser() {
        browser.driver().manage().deleteAllCookies();
        browser.scheme("light");
        browser.size(1360);
        browser.console();
    }

    /** A refresh may replace what was just found. */
    protected static ConditionFactory soon() {
        return await().atMost(PATIENCE).ignoreExceptionsInstanceOf(WebDriverException.class);
    }

    protected void arrivesAt(String end) {
        soon().untilAsserted(() -> assertThat(browser.driver().getCurrentUrl()).endsWith(end));
    }

    protected void showsSoon(String css, String text) {
        soon().untilAsserted(() -> assertThat(browser.find(css).getText()).contains(text));
    }

    /** Presses a button that asks first; what is asked stands in the dialog then. */
    protected String press(String button) {
        soon().until(() -> {
            browser.find(button).sendKeys(Keys.ENTER);
            return true;
        });
        return browser.find("dialog[open]").getText();
    }

    /** Presses a button that asks first, and answers with yes. */
    protected void pressAndConfirm(String button) {
        press(button);
        browser.find("dialog button[name=confirmed]").sendKeys(Keys.ENTER);
    }

    protected void signIn() {
        browser.open("/login?code=" + Seeds.loginCode(token));
        arrivesAt("/Execution_History");
    }

    protected static String resource(String name) {
        try (InputStream stream = PageTest.class.getResourceAsStream(name)) {
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
