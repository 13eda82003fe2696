package io.jiraagent.doctor;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** What the program on this machine says of itself. */
public final class ReadinessCheck implements Check {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final URI address;
    private final boolean expected;

    /**
     * @param managementPort of the program
     * @param expected it has to run on this machine
     */
    public ReadinessCheck(int managementPort, boolean expected) {
        this.address = URI.create("http://127.0.0.1:" + managementPort + "/observe/health/ready");
        this.expected = expected;
    }

    @Override
    public String name() {
        return "program";
    }

    @Override
    public List<Observation> look() {
        HttpClient http = HttpClient.newBuilder().connectTimeout(PATIENCE).build();
        try {
            HttpResponse<String> answer = http.send(
                    HttpRequest.newBuilder(address).timeout(PATIENCE).build(), HttpResponse.BodyHandlers.ofString());
            return judge(JSON.readTree(answer.body()));
        } catch (JsonProcessingException e) {
            return List.of(Observation.problem(
                    "something else answers at " + address, "Set MANAGEMENT_PORT to that of the program"));
        } catch (IOException e) {
            return List.of(silent());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return List.of(silent());
        }
    }

    private Observation silent() {
        return expected
                ? Observation.problem(
                        "nothing answers at " + address, "Start it: ./jira-agent run; or set MANAGEMENT_PORT")
                : Observation.ok("none on this machine (nothing answers at " + address + ")");
    }

    private static List<Observation> judge(JsonNode health) {
        List<Observation> seen = new ArrayList<>();
        for (JsonNode check : health.path("checks")) {
            String found = check.path("name").asText() + ": " + told(check);
            if (check.path("status").asText().equals("DOWN")) {
                seen.add(Observation.problem(found, "docs/operations.md#health says what it means"));
            } else if (check.path("data").path("degraded").asBoolean()) {
                seen.add(Observation.warning(found, "docs/operations.md#health says what it means"));
            }
        }
        return seen.isEmpty() ? List.of(Observation.ok("ready")) : seen;
    }

    private static String told(JsonNode check) {
        String message =
                check.path("message").asText(check.path("data").path("message").asText());
        return message.isEmpty() ? check.path("data").toString() : message;
    }
}
