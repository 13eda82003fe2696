package io.jiraagent.access;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import com.nimbusds.jwt.SignedJWT;
import io.jiraagent.testing.Http;
import io.jiraagent.testing.RunningProgram;
import io.jiraagent.testing.TestProvider;
import io.jiraagent.testing.TestProvider.IdToken;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Signing in at an identity provider over real HTTP, and what a hostile answer of it does. */
class OidcIT {
    private static final TestProvider PROVIDER = RunningProgram.shared().provider();
    private static final JdbcClient JDBC = RunningProgram.shared().jdbc();

    private final String name = "p-" + UUID.randomUUID();

    @AfterEach
    void theProviderIsRightAgain() {
        PROVIDER.idTokens(PROVIDER::signed);
        PROVIDER.away(false);
    }

    /** @param cookie that the browser has been given on leaving */
    private record Left(String cookie, String callback) {
        HttpResponse<String> comeBack() {
            return comeBack(UnaryOperator.identity());
        }

        HttpResponse<String> comeBack(UnaryOperator<String> changed) {
            return Http.page(changed.apply(callback), cookie);
        }
    }

    private static Left leave(String next) {
        HttpResponse<String> leaving =
                Http.send("/login/oidc?next=" + URLEncoder.encode(next, StandardCharsets.UTF_8), request -> request);
        assertThat(leaving.statusCode()).isEqualTo(303);
        URI callback = URI.create(follow(location(leaving)));
        return new Left(setCookie(leaving, "jira_agent_sign_in"), callback.getRawPath() + "?" + callback.getRawQuery());
    }

    private static String location(HttpResponse<?> response) {
        return response.headers().firstValue("Location").orElseThrow();
    }

    /** Where the provider sends the browser back to. */
    private static String follow(String address) {
        try {
            HttpResponse<Void> response = HttpClient.newHttpClient()
                    .send(HttpRequest.newBuilder(URI.create(address)).build(), HttpResponse.BodyHandlers.discarding());
            return location(response);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static String setCookie(HttpResponse<?> response, String name) {
        return response.headers().allValues("Set-Cookie").stream()
                .filter(cookie -> cookie.startsWith(name + "="))
                .findFirst()
                .orElseThrow()
                .split(";", 2)[0];
    }

    private static String session(HttpResponse<?> response) {
        assertThat(response.statusCode()).isEqualTo(200);
        return setCookie(response, SessionCookie.NAME);
    }

    private static void letsNobodyIn(HttpResponse<String> response, int status) {
        assertThat(response.statusCode()).isEqualTo(status);
        assertThat(response.headers().allValues("Set-Cookie"))
                .noneMatch(cookie -> cookie.startsWith(SessionCookie.NAME));
        assertThat(response.body()).contains("role=\"alert\"");
    }

    @Test
    void whoTheProviderKnowsIsSignedInWithTheRoleOfTheirGroup() {
        PROVIDER.idTokens(PROVIDER.person(name, "staff", "ops"));

        HttpResponse<String> back = leave("/Agents").comeBack();

        assertThat(back.body()).contains("content=\"0; url=/login?again=1&amp;next=%2FAgents\"");
        assertThat(setCookie(back, "jira_agent_sign_in")).isEqualTo("jira_agent_sign_in=");
        assertThat(Http.page("/Agents", session(back)).body()).contains("oidc:" + name, "(operator)");
        assertThat(JDBC.sql("SELECT detail->>'subject' FROM audit_log WHERE actor = :actor AND action = 'signed_in'")
                        .param("actor", "oidc:" + name)
                        .query(String.class)
                        .list())
                .containsExactly(PROVIDER.issuer() + " " + name);
    }

    @Test
    void aGroupOfOneTenantSeesThatTenantOnlyAndNobodyWhenThereIsNoSuchTenant() {
        PROVIDER.idTokens(PROVIDER.person(name, "acme"));
        letsNobodyIn(leave("/Tenants").comeBack(), 403);
        JDBC.sql("INSERT INTO tenants (id, name) VALUES (CAST(:id AS uuid), :name)")
                .param("id", TestProvider.ACME)
                .param("name", "acme-" + TestProvider.ACME.substring(0, 8))
                .update();

        String body =
                Http.page("/Tenants", session(leave("/Tenants").comeBack())).body();

        assertThat(body).contains("acme-", "(viewer)").doesNotContain("Demo");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "staff", "Admins", "admins "})
    void whoHasNoRoleIsNotLetInAndSessionsOfBeforeEnd(String group) {
        PROVIDER.idTokens(PROVIDER.person(name, "admins"));
        String before = session(leave("/Agents").comeBack());
        PROVIDER.idTokens(PROVIDER.person(name, group));

        letsNobodyIn(leave("/Agents").comeBack(), 403);

        assertThat(JDBC.sql("SELECT count(*) FROM sessions WHERE subject LIKE :who AND ended_at IS NULL")
                        .param("who", "% " + name)
                        .query(Long.class)
                        .single())
                .isZero();
        assertThat(before).isNotEmpty();
    }

    @Test
    void whoGetsAnotherRoleLosesTheOldOne() {
        PROVIDER.idTokens(PROVIDER.person(name, "admins"));
        session(leave("/Agents").comeBack());
        PROVIDER.idTokens(PROVIDER.person(name, "ops"));
        session(leave("/Agents").comeBack());

        assertThat(JDBC.sql("SELECT role FROM sessions WHERE subject LIKE :who AND ended_at IS NULL")
                        .param("who", "% " + name)
                        .query(String.class)
                        .list())
                .containsExactly("operator");
    }

    private static Named<IdToken> forged(String how, IdToken token) {
        return Named.of(how, token);
    }

    private static JWTClaimsSet.Builder admin(JWTClaimsSet claims) {
        return new JWTClaimsSet.Builder(claims).claim("realm_access", Map.of("roles", List.of("admins")));
    }

    static Stream<Named<IdToken>> forgedTokens() {
        return Stream.of(
                forged(
                        "wrong nonce",
                        c -> PROVIDER.signed(admin(c).claim("nonce", "another").build())),
                forged(
                        "no nonce",
                        c -> PROVIDER.signed(admin(c).claim("nonce", null).build())),
                forged(
                        "wrong audience",
                        c -> PROVIDER.signed(admin(c).audience("another-client").build())),
                forged(
                        "two audiences, for another",
                        c -> PROVIDER.signed(admin(c).audience(List.of(TestProvider.CLIENT_ID, "another"))
                                .claim("azp", "another")
                                .build())),
                forged(
                        "wrong issuer",
                        c -> PROVIDER.signed(
                                admin(c).issuer("https://evil.example").build())),
                forged(
                        "expired",
                        c -> PROVIDER.signed(
                                admin(c).expirationTime(Date.from(Instant.now().minusSeconds(120)))
                                        .build())),
                forged(
                        "no end",
                        c -> PROVIDER.signed(admin(c).expirationTime(null).build())),
                forged("no subject", c -> PROVIDER.signed(admin(c).subject(null).build())),
                forged("alg none", c -> new PlainJWT(admin(c).build()).serialize()),
                forged("HS256 with the public key", c -> {
                    SignedJWT token = new SignedJWT(
                            new JWSHeader.Builder(JWSAlgorithm.HS256)
                                    .keyID(PROVIDER.key().getKeyID())
                                    .build(),
                            admin(c).build());
                    token.sign(new MACSigner(PROVIDER.key().toRSAPublicKey().getEncoded()));
                    return token.serialize();
                }),
                forged("HS256 with the client's secret", c -> {
                    SignedJWT token = new SignedJWT(new JWSHeader(JWSAlgorithm.HS256), admin(c).build());
                    token.sign(new MACSigner("a secret: with / odd + characters"));
                    return token.serialize();
                }),
                forged("another key of the same name", c -> {
                    RSAKey other = new RSAKeyGenerator(2048)
                            .keyID(PROVIDER.key().getKeyID())
                            .generate();
                    SignedJWT token = new SignedJWT(
                            new JWSHeader.Builder(JWSAlgorithm.RS256)
                                    .keyID(other.getKeyID())
                                    .jwk(other.toPublicJWK())
                                    .build(),
                            admin(c).build());
                    token.sign(new RSASSASigner(other));
                    return token.serialize();
                }),
                forged("no token at all", c -> "x"));
    }

    @ParameterizedTest
    @MethodSource("forgedTokens")
    void anIdTokenThatIsNotForUsSignsNobodyIn(IdToken forged) {
        PROVIDER.idTokens(forged);

        letsNobodyIn(leave("/Agents").comeBack(), 401);
    }

    @Test
    void aKeyThatTheProviderHasChangedIsFetched() {
        PROVIDER.idTokens(PROVIDER.person(name, "admins"));
        session(leave("/Agents").comeBack());
        PROVIDER.rotateKey();

        session(leave("/Agents").comeBack());
    }

    @Test
    void anAnswerSignsInOnceAndOnlyTheBrowserThatHasBegun() {
        PROVIDER.idTokens(PROVIDER.person(name, "admins"));
        Left left = leave("/Agents");
        Left stranger = leave("/Agents");

        letsNobodyIn(Http.send(left.callback(), request -> request), 401);
        letsNobodyIn(Http.page(left.callback(), stranger.cookie()), 401);
        letsNobodyIn(left.comeBack(callback -> callback.replaceAll("state=[^&]*", "state=x")), 401);
        letsNobodyIn(
                left.comeBack(callback -> callback.replaceAll("iss=[^&]*", "iss=https%3A%2F%2Fevil.example")), 401);
        letsNobodyIn(left.comeBack(callback -> callback.replaceAll("&iss=[^&]*", "")), 401);
        session(left.comeBack());
        letsNobodyIn(left.comeBack(), 401);
    }

    @Test
    void aCodeOfAnotherSignInIsNotTaken() {
        PROVIDER.idTokens(PROVIDER.person(name, "admins"));
        String stolen = TestProvider.form(
                        URI.create(leave("/Agents").callback()).getRawQuery())
                .get("code");

        letsNobodyIn(leave("/Agents").comeBack(callback -> callback.replaceAll("code=[^&]*", "code=" + stolen)), 401);
    }

    @ParameterizedTest
    @CsvSource({
        "https://evil.example/",
        "//evil.example",
        "/\\evil.example",
        "javascript:alert(1)",
        "/login/oidc?next=/x"
    })
    void signingInNeverLeadsToAnotherServer(String next) {
        PROVIDER.idTokens(PROVIDER.person(name, "admins"));

        assertThat(leave(next).comeBack().body())
                .contains("content=\"0; url=/login?again=1&amp;next=%2FExecution_History\"")
                .doesNotContain("evil");
    }

    @Test
    void whatTheProviderSaysIsNotRepeated() {
        Left left = leave("/Agents");

        HttpResponse<String> answer = left.comeBack(
                callback -> callback.replaceAll("code=[^&]*", "error=%3Cscript%3E&error_description=%3Cscript%3E"));

        letsNobodyIn(answer, 401);
        assertThat(answer.body()).doesNotContain("<script>").contains("an error without a name");
    }

    @Test
    void aProviderInTroubleSignsNobodyIn() {
        PROVIDER.away(true);

        letsNobodyIn(leave("/Agents").comeBack(), 503);
    }

    @Test
    void signingOutEndsTheSessionHereAndLeadsToTheProvidersEnd() {
        PROVIDER.idTokens(PROVIDER.person(name, "admins"));
        String session = session(leave("/Agents").comeBack());

        HttpResponse<String> out = Http.form("/logout", session, "");

        assertThat(Http.page("/Agents", session).statusCode()).isEqualTo(303);
        assertThat(out.body())
                .contains("Signed out", PROVIDER.issuer() + "/end?", "id_token_hint=", "client_id=jira-agent")
                .contains("post_logout_redirect_uri="
                        + URLEncoder.encode(
                                RunningProgram.shared().url("/login").toString(), StandardCharsets.UTF_8));
    }
}
