package io.jiraagent.testing;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.jiraagent.secret.Hashes;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.Date;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;

/**
 * A small OpenID Connect provider that signs in whoever comes: discovery, keys, authorization endpoint, a token endpoint
 * that checks client, code, redirect address and PKCE, and an end of the session. Tests may alter the ID token.
 */
public final class TestProvider {
    public static final String CLIENT_ID = "jira-agent";
    public static final String ACME = UUID.randomUUID().toString();

    private static final String CLIENT_SECRET = "a secret: with / odd + characters";

    private final HttpServer server;
    private final Map<String, Map<String, String>> codes = new ConcurrentHashMap<>();
    private final List<Map<String, String>> signedOut = new CopyOnWriteArrayList<>();
    private volatile RSAKey key = newKey();
    private volatile IdToken idToken = this::signed;
    private volatile boolean away;

    /** Makes the ID token of claims that are right. */
    @FunctionalInterface
    public interface IdToken {
        String of(JWTClaimsSet claims) throws JOSEException;
    }

    TestProvider() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.createContext(
                "/realm/.well-known/openid-configuration", exchange -> json(exchange, """
                {"issuer": "@", "authorization_endpoint": "@/authorize", "token_endpoint": "@/token",
                 "jwks_uri": "@/keys", "end_session_endpoint": "@/end", "response_types_supported": ["code"],
                 "subject_types_supported": ["public"], "id_token_signing_alg_values_supported": ["RS256"],
                 "authorization_response_iss_parameter_supported": true}""".replace("@", issuer())));
        server.createContext("/realm/keys", exchange -> json(exchange, new JWKSet(key.toPublicJWK()).toString()));
        server.createContext("/realm/authorize", this::authorize);
        server.createContext("/realm/token", this::token);
        server.createContext("/realm/end", this::end);
        server.setExecutor(Executors.newCachedThreadPool(task -> {
            Thread thread = new Thread(task, "test-provider");
            thread.setDaemon(true);
            return thread;
        }));
        server.start();
    }

    public String issuer() {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/realm";
    }

    /** The program's settings: groups {@code admins}, {@code ops} and {@code acme}, of which the last is for one tenant. */
    Map<String, String> settings() {
        return Map.of(
                "OIDC_ISSUER",
                issuer(),
                "OIDC_CLIENT_ID",
                CLIENT_ID,
                "OIDC_CLIENT_SECRET",
                CLIENT_SECRET,
                "OIDC_ROLE_CLAIM",
                "/realm_access/roles",
                "OIDC_ROLES",
                "admins=admin, ops=operator@*, acme=viewer@" + ACME);
    }

    /** From now on ID tokens are made so; {@link #signed} is the right way. */
    public void idTokens(IdToken made) {
        idToken = made;
    }

    /** Claims of somebody who is in these groups. */
    public IdToken person(String name, String... groups) {
        return claims -> signed(new JWTClaimsSet.Builder(claims)
                .subject(name)
                .claim("preferred_username", name)
                .claim("realm_access", Map.of("roles", List.of(groups)))
                .build());
    }

    /** With the provider's key of now. */
    public String signed(JWTClaimsSet claims) throws JOSEException {
        SignedJWT token = new SignedJWT(
                new JWSHeader.Builder(JWSAlgorithm.RS256).keyID(key.getKeyID()).build(), claims);
        token.sign(new RSASSASigner(key));
        return token.serialize();
    }

    public RSAKey key() {
        return key;
    }

    public void rotateKey() {
        key = newKey();
    }

    /** Whether the token endpoint answers with an error of the server. */
    public void away(boolean yes) {
        away = yes;
    }

    /** The parameters of each sign-out. */
    public List<Map<String, String>> signedOut() {
        return signedOut;
    }

    private void authorize(HttpExchange exchange) throws IOException {
        Map<String, String> asked = form(exchange.getRequestURI().getRawQuery());
        if (!CLIENT_ID.equals(asked.get("client_id")) || !"S256".equals(asked.get("code_challenge_method"))) {
            answer(exchange, 400, "text/plain", "bad client, or no PKCE");
            return;
        }
        String code = UUID.randomUUID().toString();
        codes.put(code, asked);
        redirect(
                exchange,
                asked.get("redirect_uri") + "?code=" + code + "&state=" + encoded(asked.get("state")) + "&iss="
                        + encoded(issuer()));
    }

    private void token(HttpExchange exchange) throws IOException {
        Map<String, String> form = form(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
        Map<String, String> asked = codes.remove(String.valueOf(form.get("code")));
        if (away) {
            answer(exchange, 500, "text/plain", "away");
            return;
        }
        boolean right = asked != null
                && byClient(exchange)
                && "authorization_code".equals(form.get("grant_type"))
                && asked.get("redirect_uri").equals(form.get("redirect_uri"))
                && asked.get("code_challenge").equals(challenge(String.valueOf(form.get("code_verifier"))));
        if (!right) {
            answer(exchange, 400, "application/json", "{\"error\": \"invalid_grant\"}");
            return;
        }
        Instant now = Instant.now();
        JWTClaimsSet claims = new JWTClaimsSet.Builder()
                .issuer(issuer())
                .audience(CLIENT_ID)
                .subject("nobody")
                .issueTime(Date.from(now))
                .expirationTime(Date.from(now.plusSeconds(300)))
                .claim("nonce", asked.get("nonce"))
                .build();
        try {
            json(
                    exchange,
                    "{\"access_token\": \"unused\", \"token_type\": \"Bearer\", \"id_token\": \"" + idToken.of(claims)
                            + "\"}");
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    private void end(HttpExchange exchange) throws IOException {
        Map<String, String> asked = form(exchange.getRequestURI().getRawQuery());
        signedOut.add(asked);
        redirect(exchange, asked.get("post_logout_redirect_uri"));
    }

    private static boolean byClient(HttpExchange exchange) {
        String expected = encoded(CLIENT_ID) + ":" + encoded(CLIENT_SECRET);
        return ("Basic " + Base64.getEncoder().encodeToString(expected.getBytes(StandardCharsets.UTF_8)))
                .equals(exchange.getRequestHeaders().getFirst("Authorization"));
    }

    private static String challenge(String verifier) {
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(Hashes.sha256(verifier.getBytes(StandardCharsets.US_ASCII)));
    }

    private static RSAKey newKey() {
        try {
            return new RSAKeyGenerator(2048).keyID(UUID.randomUUID().toString()).generate();
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    /** @param query may be null */
    public static Map<String, String> form(String query) {
        Map<String, String> values = new HashMap<>();
        Arrays.stream(String.valueOf(query).split("&", -1)).forEach(pair -> {
            String[] parts = pair.split("=", 2);
            values.put(parts[0], parts.length < 2 ? "" : URLDecoder.decode(parts[1], StandardCharsets.UTF_8));
        });
        return values;
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    private static void redirect(HttpExchange exchange, String to) throws IOException {
        exchange.getResponseHeaders().set("Location", to);
        answer(exchange, 302, "text/plain", "");
    }

    private static void json(HttpExchange exchange, String body) throws IOException {
        answer(exchange, 200, "application/json", body);
    }

    private static void answer(HttpExchange exchange, int status, String type, String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", type);
        exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }
}
