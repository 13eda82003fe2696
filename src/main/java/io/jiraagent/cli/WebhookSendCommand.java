package io.jiraagent.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.jiraagent.config.ConfigurationException;
import io.jiraagent.secret.Hashes;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code jira-agent webhook send}. */
@Command(
        name = "send",
        description = "Signs and posts a sample ticket or a file, and waits for the outcome.",
        mixinStandardHelpOptions = true,
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:accepted, and completed unless --no-wait",
            "1:refused, failed, or not completed in time",
            "2:wrong usage or configuration"
        })
final class WebhookSendCommand implements Callable<Integer> {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final Duration POLL = Duration.ofMillis(250);

    @Spec
    private CommandSpec spec;

    @Mixin
    private WebhookTarget target;

    @Mixin
    private ApiAccess api;

    @Option(names = "--file", description = "send this file's bytes as they are, instead of the sample ticket")
    private Path file;

    @Option(names = "--issue-key", defaultValue = "TEST-123", description = "key of the sample ticket")
    private String issueKey;

    @Option(names = "--no-wait", description = "do not wait for the outcome")
    private boolean noWait;

    @Option(
            names = "--timeout",
            defaultValue = "60",
            description = "seconds to wait for the outcome (default: ${DEFAULT-VALUE})")
    private int timeoutSeconds;

    @Option(names = "--json", description = "print the last answer as JSON and nothing else")
    private boolean json;

    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(10)).build();

    @Override
    public Integer call() throws IOException, InterruptedException {
        byte[] body = file == null ? sample() : Files.readAllBytes(file);
        HttpResponse<String> answer = post(body);
        JsonNode accepted = parse(answer.body());
        if (answer.statusCode() != 202) {
            return refused(answer, accepted);
        }
        String id = accepted.path("execution_id").asText();
        say("SUCCESS! Agent webhook triggered successfully!");
        say("Execution ID: " + id);
        if (noWait || !api.configured()) {
            if (!noWait) {
                say("Set API_URL and API_TOKEN to wait for the outcome.");
            }
            printJson(accepted);
            return 0;
        }
        return await(id);
    }

    private HttpResponse<String> post(byte[] body) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create(target.url()))
                .timeout(Duration.ofSeconds(30))
                .header("Content-Type", "application/json")
                .header("X-Hub-Signature-256", "sha256=" + signature(body))
                .POST(HttpRequest.BodyPublishers.ofByteArray(body))
                .build();
        try {
            return http.send(request, HttpResponse.BodyHandlers.ofString());
        } catch (ConnectException e) {
            throw new IOException("Nothing answers at " + target.url() + "; is the program running?", e);
        }
    }

    private String signature(byte[] body) {
        try {
            byte[] key = Base64.getDecoder().decode(target.secret());
            return HexFormat.of().formatHex(Hashes.hmacSha256(key, body));
        } catch (IllegalArgumentException e) {
            throw new ConfigurationException("The agent's secret is not base64; take it as it was handed out.");
        }
    }

    private byte[] sample() throws IOException {
        try (InputStream template = WebhookSendCommand.class.getResourceAsStream("/sample-ticket.json")) {
            return new String(template.readAllBytes(), StandardCharsets.UTF_8)
                    .replace("TEST-123", issueKey)
                    .replace(
                            "2025-11-13T17:00:00Z",
                            Instant.now().truncatedTo(ChronoUnit.MILLIS).toString())
                    .getBytes(StandardCharsets.UTF_8);
        }
    }

    private int refused(HttpResponse<String> answer, JsonNode problem) {
        PrintWriter err = spec.commandLine().getErr();
        err.println("Refused with " + answer.statusCode() + ": "
                + problem.path("detail").asText("no detail"));
        if (problem.hasNonNull("hint")) {
            err.println(problem.get("hint").asText());
        }
        return RootCommand.FAILED;
    }

    private int await(String id) throws IOException, InterruptedException {
        Instant deadline = Instant.now().plusSeconds(timeoutSeconds);
        while (Instant.now().isBefore(deadline)) {
            JsonNode execution = api.get("/executions/" + id, Map.of());
            String status = execution.path("status").asText();
            if ("completed".equals(status) || "failed".equals(status)) {
                return ended(status, execution);
            }
            TimeUnit.MILLISECONDS.sleep(POLL.toMillis());
        }
        spec.commandLine().getErr().println("Not ended after " + timeoutSeconds + " s; see: executions show " + id);
        return RootCommand.FAILED;
    }

    private int ended(String status, JsonNode execution) {
        say("Status: " + status);
        if ("failed".equals(status)) {
            JsonNode error = execution.path("error");
            say("Reason: " + error.path("reason").asText() + " - "
                    + error.path("message").asText());
        } else {
            say("Result: " + execution.path("result").toPrettyString());
        }
        printJson(execution);
        return "completed".equals(status) ? 0 : RootCommand.FAILED;
    }

    private void say(String line) {
        if (!json) {
            spec.commandLine().getOut().println(line);
        }
    }

    private void printJson(JsonNode answer) {
        if (json) {
            spec.commandLine().getOut().println(answer);
        }
    }

    private static JsonNode parse(String body) {
        try {
            return JSON.readTree(body);
        } catch (JsonProcessingException e) {
            return JSON.createObjectNode().put("detail", "the answer is not JSON; is this the right address?");
        }
    }
}
