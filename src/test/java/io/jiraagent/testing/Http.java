package io.jiraagent.testing;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.function.UnaryOperator;

/** Requests to the running program; redirects are not followed. */
public final class Http {
    private static final HttpClient CLIENT =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private static final JsonMapper MAPPER = JsonMapper.builder().build();

    private Http() {}

    public static HttpResponse<String> send(String path, UnaryOperator<HttpRequest.Builder> request) {
        try {
            HttpRequest.Builder builder =
                    HttpRequest.newBuilder(RunningProgram.shared().url(path)).timeout(Duration.ofSeconds(30));
            return CLIENT.send(request.apply(builder).build(), HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    public static HttpResponse<String> get(String path, String token) {
        return send(path, request -> request.header("Authorization", "Bearer " + token));
    }

    public static HttpResponse<String> patch(String path, String token, String json) {
        return send(path, request -> request.header("Authorization", "Bearer " + token)
                .header("Content-Type", "application/json")
                .method("PATCH", BodyPublishers.ofString(json)));
    }

    public static HttpResponse<String> post(String path, String token, String json) {
        return send(path, request -> request.header("Authorization", "Bearer " + token)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(json)));
    }

    /** Posts a form as a browser on the program's own pages does. */
    public static HttpResponse<String> form(String path, String cookie, String form) {
        return send(path, request -> {
            request.header("Content-Type", "application/x-www-form-urlencoded")
                    .header("Origin", RunningProgram.shared().url("").toString())
                    .POST(BodyPublishers.ofString(form));
            return cookie == null ? request : request.header("Cookie", cookie);
        });
    }

    /** Signs in as a browser does; the result is for the header {@code Cookie}. */
    public static String cookie(String token) {
        HttpResponse<String> response = form("/login", null, "token=" + token);
        return response.headers().firstValue("Set-Cookie").orElseThrow().split(";", 2)[0];
    }

    public static HttpResponse<String> page(String path, String cookie) {
        return send(path, request -> request.header("Cookie", cookie));
    }

    public static JsonNode json(HttpResponse<String> response) {
        try {
            return MAPPER.readTree(response.body());
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("Not JSON: " + response.body(), e);
        }
    }
}
