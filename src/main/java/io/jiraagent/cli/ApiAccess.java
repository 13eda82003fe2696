package io.jiraagent.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.jiraagent.config.ConfigurationException;
import io.jiraagent.demo.DemoEnv;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The JSON API of a running program: address and token from options, environment variables or {@code demo.env}. */
final class ApiAccess {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    @Spec(Spec.Target.MIXEE)
    private CommandSpec command;

    @Option(names = "--api-url", description = "API URL (default: API_URL, else the demo's)")
    private String apiUrl;

    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(10)).build();

    /** Both the address and a token (API_TOKEN, ADMIN_TOKEN, or the demo's) are known. */
    boolean configured() {
        return url().isPresent() && token().isPresent();
    }

    /**
     * @param path below the API URL, with a leading slash
     * @param parameters null values are left out
     * @throws IOException it is not answered, or refused; the message says why
     */
    JsonNode get(String path, Map<String, String> parameters) throws IOException, InterruptedException {
        String query = parameters.entrySet().stream()
                .filter(entry -> entry.getValue() != null)
                .map(entry -> entry.getKey() + "=" + URLEncoder.encode(entry.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
        return send(request(query.isEmpty() ? path : path + "?" + query).GET().build());
    }

    JsonNode post(String path, JsonNode body) throws IOException, InterruptedException {
        return send(request(path)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body.toString()))
                .build());
    }

    private HttpRequest.Builder request(String path) {
        String base = url().orElseThrow(() -> missing("--api-url or API_URL"));
        String token = token().orElseThrow(() -> missing("API_TOKEN"));
        return HttpRequest.newBuilder(URI.create(base + path))
                .timeout(Duration.ofSeconds(30))
                .header("Authorization", "Bearer " + token);
    }

    private JsonNode send(HttpRequest request) throws IOException, InterruptedException {
        try {
            HttpResponse<String> answer = http.send(request, HttpResponse.BodyHandlers.ofString());
            JsonNode json = parse(answer.body());
            if (answer.statusCode() / 100 != 2) {
                String hint = json.path("hint").asText("");
                throw new IOException(answer.statusCode() + " "
                        + json.path("detail").asText("without a reason") + (hint.isEmpty() ? "" : "\n" + hint));
            }
            return json;
        } catch (ConnectException e) {
            throw new IOException("Nothing answers at " + request.uri() + "; is the program running?", e);
        }
    }

    private static JsonNode parse(String body) {
        try {
            return JSON.readTree(body);
        } catch (JsonProcessingException e) {
            return JSON.createObjectNode().put("detail", "the answer is not JSON; is this the API's address?");
        }
    }

    private Optional<String> url() {
        return Optional.ofNullable(apiUrl).or(() -> value("API_URL"));
    }

    private Optional<String> token() {
        return RootCommand.of(command).variable("API_TOKEN").or(() -> value("ADMIN_TOKEN"));
    }

    private Optional<String> value(String name) {
        return RootCommand.of(command)
                .variable(name)
                .or(() -> Optional.ofNullable(DemoEnv.read(file()).get(name)));
    }

    private ConfigurationException missing(String what) {
        return new ConfigurationException(
                "Set " + what + ". It is not set, and there is no " + file() + " of a program that was run here.");
    }

    private Path file() {
        return DemoEnv.in(RootCommand.of(command).settings().dataDir());
    }
}
