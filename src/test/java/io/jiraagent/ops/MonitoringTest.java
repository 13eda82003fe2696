package io.jiraagent.ops;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.jiraagent.runtime.TestSchedules;
import io.jiraagent.testing.NeedsPromtool;
import io.jiraagent.testing.RunningProgram;
import io.jiraagent.testing.TestAgents;
import io.jiraagent.testing.TestAgents.TestAgent;
import io.jiraagent.testing.WebhookClient;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the program measures, what is documented of it, and what rules and dashboard make of it agree. */
class MonitoringTest {
    private static final Path RULES = Path.of("monitoring/alerts.yml");
    private static final Path DASHBOARD = Path.of("monitoring/grafana/dashboards/jira-agent-routes.json");
    private static final Path MANUAL = Path.of("docs/operations.md");
    private static final String OURS = "jira_agent_\\w+";
    private static final Pattern METRIC = Pattern.compile("\\b((?:jira_agent|hikaricp|disk|jvm|process)_\\w+)");
    private static final Pattern SUFFIX = Pattern.compile("_(bucket|count|sum|max)$");

    /** Shown only where something happens, which these tests make happen: the metric with the test that looks at it. */
    private static final Map<String, String> ELSEWHERE = Map.of(
            "jira_agent_executions_running", "execution/RunningMetersTest",
            "jira_agent_route_failing_seconds", "ops/FailingRoutesTest",
            "jira_agent_refusals_surge", "ops/RefusalSurgeTest",
            "jira_agent_events_ignored_total", "routing/SelfTriggerRouteTest",
            "jira_agent_tls_certificate_expires_seconds", "runtime/TlsTest",
            "jira_agent_relay_forwarded_total", "runtime/RelayTest",
            "jira_agent_model_tokens_total", "agent/model/ModelRouteTest",
            "jira_agent_model_cost_total", "agent/model/ModelRouteTest");

    private final RunningProgram program = RunningProgram.shared();

    private static Set<String> found(Pattern pattern, String text) {
        Set<String> names = new TreeSet<>();
        Matcher matcher = pattern.matcher(text);
        while (matcher.find()) {
            names.add(matcher.group(1));
        }
        return names;
    }

    /** As the manual names it: a duration by its name alone. */
    private static Set<String> withoutSuffix(Set<String> names) {
        return names.stream()
                .map(name -> name.contains("_seconds") ? SUFFIX.matcher(name).replaceFirst("") : name)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static Set<String> documented() throws IOException {
        String table = Files.readString(MANUAL).replaceAll("(?s).*?\n## Metrics\n(.*?)\n## .*", "$1");
        return found(Pattern.compile("`(" + OURS + ")`"), table);
    }

    private static Set<String> used(Path file) throws IOException {
        String text = Files.readString(file);
        if (file.equals(RULES)) {
            return found(
                    METRIC,
                    String.join(
                            "\n", text.lines().filter(l -> l.contains("expr:")).toList()));
        }
        StringBuilder expressions = new StringBuilder();
        for (JsonNode expression : new ObjectMapper().readTree(text).findValues("expr")) {
            expressions.append(expression.asText()).append('\n');
        }
        return found(METRIC, expressions.toString());
    }

    private Set<String> exposed() {
        return found(Pattern.compile("(?m)^([a-z]\\w+)[ {]"), metrics());
    }

    private String metrics() {
        URI address = URI.create(program.managementUrl() + "/observe/metrics");
        try {
            return HttpClient.newHttpClient()
                    .send(HttpRequest.newBuilder(address).build(), HttpResponse.BodyHandlers.ofString())
                    .body();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private List<String> exchanges() {
        return metrics()
                .lines()
                .filter(line -> line.startsWith("camel_exchanges_total{"))
                .toList();
    }

    private void everythingHappens() {
        TestAgents agents = new TestAgents(program);
        TestAgent agent = agents.create("echo");
        agents.sql("INSERT INTO budgets (agent_id, daily_limit) VALUES (:id, 100)", agent.id());
        agents.sql("""
                INSERT INTO jira_sites (tenant_id, base_url, flavour, token_encrypted, mode)
                SELECT tenant_id, 'http://127.0.0.1:1', 'data-center', 'unreadable', 'on' FROM agents WHERE id = :id""", agent.id());
        agents.sql("""
                INSERT INTO agent_test_executions (id, agent_id, tenant_id, asked_agent_id, status, queued_at, started_at, attempt,
                                                   awaited_until, lease_until, payload, payload_sha256)
                SELECT id, id, tenant_id, id, 'in_progress', now(), now(), 1, now() + interval '1 hour',
                       now() + interval '1 hour', '{}', '\\x00' FROM agents WHERE id = :id""", agent.id());
        String body = WebhookClient.body("MON-1", "x");
        assertThat(agent.post(body).status()).isEqualTo(202);
        assertThat(agent.post(body).json().path("duplicate").asBoolean()).isTrue();
        List.of("queue-watch", "lag-watch", "budget-watch", "execution-awaited", "jira-comment-watch")
                .forEach(route -> TestSchedules.soon(program, route));
    }

    @Test
    void countsExchangesOfEachRouteAndNotAgainOfAll() {
        TestAgent agent = new TestAgents(program).create("echo");
        assertThat(agent.post(WebhookClient.body("MON-2", "x")).status()).isEqualTo(202);

        // Counted when the answer is on its way already.
        await().atMost(Duration.ofSeconds(60)).untilAsserted(() -> assertThat(exchanges())
                .anyMatch(line -> line.contains("routeId=\"webhook-receive\"") && !line.endsWith(" 0.0")));
        assertThat(exchanges()).noneMatch(line -> line.contains("eventType=\"context\""));
    }

    @Test
    void everyMetricIsDocumentedAndEveryDocumentedMetricIsThere() throws IOException {
        everythingHappens();
        Set<String> here = documented();
        here.removeAll(ELSEWHERE.keySet());
        assertThat(here).hasSizeGreaterThan(20);

        await().atMost(Duration.ofSeconds(60))
                .untilAsserted(() -> assertThat(withoutSuffix(exposed())).containsAll(here));
        Set<String> ours = withoutSuffix(exposed());
        ours.removeIf(name -> !name.matches(OURS));
        assertThat(documented()).containsAll(ours);
    }

    @Test
    void theOthersAreLookedAtByTheirTests() throws IOException {
        assertThat(documented()).containsAll(ELSEWHERE.keySet());
        for (Map.Entry<String, String> entry : ELSEWHERE.entrySet()) {
            String test = Files.readString(Path.of("src/test/java/io/jiraagent", entry.getValue() + ".java"));
            String name = entry.getKey().replaceAll("_(total|seconds)$", "");
            assertThat(test.replace('.', '_')).as(entry.getKey()).contains(name);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"monitoring/alerts.yml", "monitoring/grafana/dashboards/jira-agent-routes.json"})
    void rulesAndDashboardUseWhatThereIs(String file) throws IOException {
        Set<String> names = used(Path.of(file));
        assertThat(names).hasSizeGreaterThan(15);
        Set<String> others = new HashSet<>(names);
        others.removeIf(name -> name.startsWith("jira_agent_"));
        names.removeAll(others);

        assertThat(documented()).containsAll(withoutSuffix(names));
        assertThat(exposed()).containsAll(others);
    }

    @Test
    void theDashboardUsesTheDataSourceThatIsProvisioned() throws IOException {
        assertThat(Files.readString(Path.of("monitoring/grafana/datasource.yml")))
                .contains("uid: prometheus");
        assertThat(new ObjectMapper()
                        .readTree(DASHBOARD.toFile()).findValues("datasource").stream()
                                .map(source -> source.path("uid").asText()))
                .containsOnly("prometheus");
    }

    @Test
    @NeedsPromtool
    void everyRuleFiresWhenItShould() throws IOException, InterruptedException {
        Process promtool = new ProcessBuilder("promtool", "test", "rules", "monitoring/alerts-test.yml")
                .redirectErrorStream(true)
                .start();
        String output = new String(promtool.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(promtool.waitFor()).as(output).isZero();

        String expected = Files.readString(Path.of("monitoring/alerts-test.yml"));
        assertThat(found(Pattern.compile("(?m)^ *- alert: (\\w+)"), Files.readString(RULES)))
                .isEqualTo(found(Pattern.compile("alertname: (\\w+)\\s+exp_alerts:"), expected));
    }

    @Test
    void everyRunbookExists() throws IOException {
        for (String link : found(Pattern.compile("runbook_url: (\\S+)"), Files.readString(RULES))) {
            String[] parts = link.split("#", 2);
            Set<String> anchors = Files.readAllLines(Path.of(parts[0])).stream()
                    .filter(line -> line.startsWith("#"))
                    .map(line -> line.replaceFirst("#+ ", "")
                            .toLowerCase(Locale.ROOT)
                            .replaceAll("[^a-z0-9 _-]", "")
                            .replace(' ', '-'))
                    .collect(Collectors.toSet());
            assertThat(anchors).as(link).contains(parts[1]);
        }
    }
}
