package io.jiraagent.access;

import static org.assertj.core.api.Assertions.assertThat;

import io.jiraagent.testing.PageTest;
import io.jiraagent.testing.RunningProgram;
import io.jiraagent.testing.Seeds;
import io.jiraagent.testing.TestProvider;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The way to the identity provider, which is another site, and back, with the cookies as a browser treats them. */
class OidcInBrowserIT extends PageTest {
    private final TestProvider provider = RunningProgram.shared().provider();

    @AfterEach
    void theProviderIsRightAgain() {
        provider.idTokens(provider::signed);
    }

    @Test
    void aPersonSignsInAtTheProviderComesBackToThePageAndSignsOutThere() {
        UUID id = Seeds.execution(tenant, agent).key("TEST-88").insert();
        provider.idTokens(provider.person("alice", "ops"));

        browser.open("/Execution_History/" + id);
        browser.find("#oidc").click();

        arrivesAt("/Execution_History/" + id);
        showsSoon(".who", "oidc:alice (operator)");
        browser.find(".who button").click();
        soon().untilAsserted(() -> assertThat(provider.signedOut())
                .anySatisfy(asked -> assertThat(asked).containsKey("id_token_hint")));
        browser.open("/Execution_History/" + id);
        showsSoon("h1", "Sign in");
        assertThat(browser.console()).noneMatch(line -> line.contains("Content Security Policy"));
    }

    @Test
    void whoHasNoRoleReadsWhy() {
        provider.idTokens(provider.person("mallory"));

        browser.open("/login");
        browser.find("#oidc").click();

        showsSoon("[role=alert]", "no role here is meant for you");
        browser.screenshots("login-refused");
    }
}
