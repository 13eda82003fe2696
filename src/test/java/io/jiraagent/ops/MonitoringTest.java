package io.jiraagent.ops;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.jiraagent.testing.RunningProgram;
import io.jiraagent.testing.TestAgents;
import io.jiraagent.testing.WebhookClient;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The rules for Prometheus name what there is. */
class MonitoringTest {
    private static final Path RULES = Path.of("monitoring/alerts.yml");

    /** Shown from the first failure of a route on. */
    private static final String FAILING = "jira_agent_route_failing_seconds";

    private static Set<String> named(String pattern) throws IOException {
        Set<String> names = new TreeSet<>();
        Matcher matcher = Pattern.compile(pattern).matcher(Files.readString(RULES));
        while (matcher.find()) {
            names.add(matcher.group(1));
        }
        return names;
    }

    private static String metrics(RunningProgram program) throws IOException, InterruptedException {
        URI address = URI.create(program.managementUrl() + "/observe/metrics");
        return HttpClient.newHttpClient()
                .send(HttpRequest.newBuilder(address).build(), HttpResponse.BodyHandlers.ofString())
                .body();
    }

    @Test
    void everyMetricOfTheRulesIsExposed() throws IOException {
        RunningProgram program = RunningProgram.shared();
        TestAgents.TestAgent agent = new TestAgents(program).create("echo");
        assertThat(agent.post(WebhookClient.body("MON-1", "x")).status()).isEqualTo(202);
        Set<String> names = named("(jira_agent_\\w+)");
        assertThat(names).contains(FAILING).hasSizeGreaterThan(3);
        names.remove(FAILING);

        await().atMost(Duration.ofSeconds(60)).untilAsserted(() -> {
            String exposed = metrics(program);
            assertThat(names).allSatisfy(name -> assertThat(exposed).containsPattern("(?m)^" + name + "[ {]"));
        });
    }

    @Test
    void everyMetricOfTheRulesIsDocumented() throws IOException {
        assertThat(Files.readString(Path.of("docs/operations.md"))).contains(named("(jira_agent_\\w+)"));
    }

    @Test
    void everyRunbookExists() throws IOException {
        for (String link : named("runbook_url: (\\S+)")) {
            String[] parts = link.split("#", 2);
            Set<String> anchors = Files.readAllLines(Path.of(parts[0])).stream()
                    .filter(line -> line.startsWith("#"))
                    .map(line -> line.replaceFirst("#+ ", "")
                            .toLowerCase(Locale.ROOT)
                            .replaceAll("[^a-z0-9 -]", "")
                            .replace(' ', '-'))
                    .collect(Collectors.toSet());
            assertThat(anchors).as(link).contains(parts[1]);
        }
    }
}
