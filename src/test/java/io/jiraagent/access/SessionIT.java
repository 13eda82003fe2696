package io.jiraagent.access;

import static org.assertj.core.api.Assertions.assertThat;

import io.jiraagent.testing.AuditLog;
import io.jiraagent.testing.Http;
import io.jiraagent.testing.Seeds;
import java.net.URLEncoder;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Signing in, sessions and signing out over HTTP. */
class SessionIT {
    private final UUID tenant = Seeds.tenant();

    @Test
    void theCookieIsKeptFromScriptsAndOtherSites() {
        HttpResponse<String> response = Http.form("/login", null, "token=" + Seeds.token("viewer", tenant));

        assertThat(response.headers().firstValue("Set-Cookie").orElseThrow())
                .startsWith("jira_agent_session=")
                .contains("; HttpOnly", "; SameSite=Strict", "; Path=/", "; Max-Age=7200")
                .doesNotContain("jat_");
    }

    @Test
    void aForgedOrAlteredCookieIsNobodys() {
        String genuine = Http.cookie(Seeds.token("viewer", tenant));
        String other = genuine.substring(0, genuine.length() - 1) + (genuine.endsWith("A") ? "B" : "A");

        for (String cookie : List.of(other, "jira_agent_session=x", "jira_agent_session=", "other=1")) {
            assertThat(Http.page("/Agents", cookie).statusCode()).as(cookie).isEqualTo(303);
        }
        assertThat(Http.page("/Agents", genuine).statusCode()).isEqualTo(200);
    }

    @ParameterizedTest
    @CsvSource({
        "/Execution_History, /login",
        "/Agents, /login?next=%2FAgents",
        "/Execution_History?status=failed, /login?next=%2FExecution_History%3Fstatus%3Dfailed"
    })
    void whoIsNotSignedInIsLedToTheFormAndBack(String path, String location) {
        HttpResponse<String> response = Http.send(path, request -> request);

        assertThat(response.statusCode()).isEqualTo(303);
        assertThat(response.headers().firstValue("Location")).hasValue(location);
    }

    @ParameterizedTest
    @CsvSource({
        "/Agents, /Agents",
        "//evil.example, /Execution_History",
        "https://evil.example, /Execution_History",
        "/\\evil.example, /Execution_History",
        "/login?next=/login, /Execution_History",
        "javascript:alert(1), /Execution_History"
    })
    void signingInNeverLeadsToAnotherServer(String next, String location) {
        HttpResponse<String> response = Http.form(
                "/login",
                null,
                "token=" + Seeds.token("viewer", tenant) + "&next=" + URLEncoder.encode(next, StandardCharsets.UTF_8));

        assertThat(response.headers().firstValue("Location")).hasValue(location);
    }

    @Test
    void theFormIsShownOnlyWhenTheBrowserHadTheChanceToSendItsCookie() {
        for (String header : List.of("Accept", "Sec-Fetch-Site")) {
            String value = header.equals("Accept") ? "text/html" : "cross-site";

            HttpResponse<String> first = Http.send("/login?next=/Agents", request -> request.header(header, value));
            HttpResponse<String> again =
                    Http.send("/login?again=1&next=%2FAgents", request -> request.header(header, value));

            assertThat(first.body()).contains("content=\"0; url=/login?again=1&amp;next=%2FAgents\"");
            assertThat(again.body()).contains("Access token").doesNotContain("http-equiv=\"refresh\"");
        }
        assertThat(Http.send("/login", request -> request).body()).contains("Access token");
    }

    @Test
    void aSignInLinkWorksOnceAndIsNotUsedUpByLookingAtIt() {
        String link = "/login?code=" + Seeds.loginCode(Seeds.token("viewer", tenant));

        HttpResponse<String> head = Http.send(link, request -> request.method("HEAD", BodyPublishers.noBody()));
        HttpResponse<String> preview = Http.send(link, request -> request.header("Sec-Purpose", "prefetch"));
        HttpResponse<String> fromElsewhere = Http.send(link, request -> request.header("Sec-Fetch-Site", "cross-site"));
        HttpResponse<String> first = Http.send(link, request -> request);
        HttpResponse<String> second = Http.send(link, request -> request);

        assertThat(head.statusCode()).isEqualTo(200);
        assertThat(head.body()).isEmpty();
        assertThat(preview.body()).contains("Sign in with this link");
        assertThat(fromElsewhere.body()).contains("Sign in with this link");
        assertThat(first.statusCode()).isEqualTo(303);
        assertThat(first.headers().firstValue("Set-Cookie")).isPresent();
        assertThat(second.statusCode()).isEqualTo(401);
        assertThat(second.headers().firstValue("Set-Cookie")).isEmpty();
    }

    @Test
    void signingOutEndsTheSessionAlsoForWhoHasCopiedTheCookie() {
        String cookie = Http.cookie(Seeds.token("viewer", tenant));
        assertThat(Http.page("/Agents", cookie).statusCode()).isEqualTo(200);

        HttpResponse<String> response = Http.form("/logout", cookie, "");

        assertThat(Http.page("/Agents", cookie).statusCode()).isEqualTo(303);
        assertThat(AuditLog.ofTenant(tenant))
                .extracting(entry -> entry.get("action"))
                .containsExactly("signed_in", "signed_out");

        assertThat(response.statusCode()).isEqualTo(303);
        assertThat(response.headers().firstValue("Set-Cookie").orElseThrow()).contains("session=;", "Max-Age=0");
    }

    @Test
    void fieldsOfAFormDoNotBecomeHeadersOfTheAnswer() {
        HttpResponse<String> response = Http.form(
                "/login?Location=https://evil.example&Set-Cookie=a%3Db",
                null, "token=jat_x&Set-Cookie=c%3Dd&Location=https%3A%2F%2Fevil.example&CamelHttpResponseCode=200");

        assertThat(response.statusCode()).isEqualTo(401);
        assertThat(response.headers().map()).doesNotContainKeys("location", "set-cookie");
    }
}
