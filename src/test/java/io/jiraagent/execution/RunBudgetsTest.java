package io.jiraagent.execution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.jiraagent.agent.RetriableAgentException;
import io.jiraagent.demo.EmbeddedEncryptionKey;
import io.jiraagent.runtime.TestAgentRoutes;
import io.jiraagent.secret.Keyring;
import io.jiraagent.tenant.AgentDirectory;
import io.jiraagent.tenant.AgentStore;
import io.jiraagent.testing.Executions;
import io.jiraagent.testing.Http;
import io.jiraagent.testing.RunningProgram;
import io.jiraagent.testing.Seeds;
import io.jiraagent.testing.TestAgents;
import io.jiraagent.testing.TestAgents.TestAgent;
import io.jiraagent.testing.WebhookClient;
import java.net.URI;
import java.net.http.HttpRequest;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What daily budgets of agents and tenants do to executions. */
class RunBudgetsTest {
    private static final RetryBudget ONE_ATTEMPT =
            new RetryBudget(1, Duration.ofHours(1), RetryBudget.DEFAULT_FIRST, RetryBudget.DEFAULT_LONGEST);

    private final RunningProgram program = RunningProgram.shared();
    private final TestAgents agents = new TestAgents(program);
    private final Executions executions = new Executions(program);
    private final String kind = "k-" + UUID.randomUUID();
    private final AtomicInteger asked = new AtomicInteger();

    private TestAgent countingAgent() {
        TestAgentRoutes.add(program, kind, task -> {
            asked.incrementAndGet();
            if (task.issue().key().startsWith("RETRY") && task.attempt() < 3) {
                throw new RetriableAgentException("agent_unavailable", "not now", null);
            }
            return Map.of();
        });
        return agents.create(kind);
    }

    /** Typed by an operator; returns when workers know it. */
    private void budget(String owner, UUID id, int runs) {
        program.jdbc()
                .sql("INSERT INTO budgets (" + owner + ", daily_limit) VALUES (:id, :runs)")
                .param("id", id)
                .param("runs", runs)
                .update();
        agents.create("echo");
    }

    private Map<String, Object> counted(String owner, UUID id) {
        return program.jdbc()
                .sql("SELECT used, refused, day FROM budgets WHERE " + owner + " = :id")
                .param("id", id)
                .query()
                .singleRow();
    }

    private static List<UUID> post(TestAgent agent, String issue, int events) {
        return IntStream.range(0, events)
                .mapToObj(i -> agent.post(WebhookClient.body(issue + i, "x")).executionId())
                .toList();
    }

    private List<Map<String, Object>> ended(List<UUID> ids) {
        return ids.stream().map(executions::ended).toList();
    }

    @Test
    void whatIsOverTheBudgetFailsWithoutAskingTheAgentAndSaysWhatToDo() {
        TestAgent agent = countingAgent();
        budget("agent_id", agent.id(), 3);

        List<Map<String, Object>> ended = ended(post(agent, "BUDGET-", 8));

        assertThat(ended)
                .filteredOn(row -> row.get("status").equals("completed"))
                .hasSize(3);
        assertThat(ended)
                .filteredOn(row -> "budget_exceeded".equals(row.get("reason")))
                .hasSize(5)
                .first()
                .satisfies(row -> assertThat(row.get("error").toString())
                        .contains(
                                "\"retryable\": false",
                                "The daily budget of 3 runs of agent " + agent.id(),
                                "begins anew at "
                                        + LocalDate.now(ZoneOffset.UTC).plusDays(1) + "T00:00:00Z",
                                "./jira-agent agent set " + agent.id() + " --daily-runs"));
        assertThat(asked).hasValue(3);
        assertThat(counted("agent_id", agent.id())).containsEntry("used", 3L).containsEntry("refused", 5L);
    }

    @Test
    void aRaisedBudgetHoldsAtOnceAndAReplayRuns() {
        TestAgent agent = countingAgent();
        budget("agent_id", agent.id(), 1);
        List<UUID> ids = post(agent, "RAISE-", 2);
        UUID refused = ended(ids).stream()
                .filter(row -> "budget_exceeded".equals(row.get("reason")))
                .map(row -> (UUID) row.get("id"))
                .findFirst()
                .orElseThrow();

        agents.sql("UPDATE budgets SET daily_limit = 2 WHERE agent_id = :id", agent.id());
        String operator = Seeds.token("operator", agent.tenantId());
        assertThat(Http.post("/api/dead-letters/" + refused + "/replay", operator, "")
                        .statusCode())
                .isEqualTo(202);

        await().atMost(Duration.ofSeconds(30))
                .until(() -> executions.rows(refused).get(0).get("status").equals("completed"));
        assertThat(asked).hasValue(2);
    }

    @Test
    void theAgentsOfATenantShareItsBudget() {
        TestAgent one = countingAgent();
        TestAgent other = countingAgentOf(one);
        budget("tenant_id", one.tenantId(), 4);
        budget("agent_id", one.id(), 3);

        List<Map<String, Object>> first = ended(post(one, "SHAREDA-", 5));
        List<Map<String, Object>> second = ended(post(other, "SHAREDB-", 5));

        assertThat(first)
                .filteredOn(row -> row.get("status").equals("completed"))
                .hasSize(3);
        assertThat(second)
                .filteredOn(row -> row.get("status").equals("completed"))
                .hasSize(1);
        assertThat(second.get(4).get("error").toString())
                .contains("The daily budget of 4 runs of tenant " + one.tenantId(), "./jira-agent tenant set");
        assertThat(counted("tenant_id", one.tenantId()))
                .as("what the agent's own budget refuses is not the tenant's")
                .containsEntry("used", 4L)
                .containsEntry("refused", 4L);
        assertThat(counted("agent_id", one.id())).containsEntry("used", 3L).containsEntry("refused", 2L);
    }

    private TestAgent countingAgentOf(TestAgent first) {
        TestAgent agent = agents.create(kind);
        program.jdbc()
                .sql("UPDATE agents SET tenant_id = :tenant WHERE id = :id")
                .param("tenant", first.tenantId())
                .param("id", agent.id())
                .update();
        return new TestAgent(program, agent.id(), first.tenantId(), agent.secret(), agent.token());
    }

    @Test
    void aRetryCountsAndWhatNeverCameToTheAgentDoesNot() {
        TestAgent agent = countingAgent();
        budget("agent_id", agent.id(), 10);

        assertThat(executions.ended(
                        agent.post(WebhookClient.body("RETRY-1", "x")).executionId()))
                .containsEntry("status", "completed")
                .containsEntry("attempt", 3);
        assertThat(executions.ended(agent.post("[" + UUID.randomUUID()).executionId()))
                .containsEntry("reason", "malformed_payload");

        await().atMost(Duration.ofSeconds(10))
                .untilAsserted(() -> assertThat(counted("agent_id", agent.id())).containsEntry("used", 3L));
        assertThat(asked).hasValue(3);
    }

    @Test
    void workersAtTheSameTimeNeverGetMoreThanTheBudget() {
        UUID tenant = Seeds.tenant();
        List<UUID> owners = List.of(Seeds.agent(tenant, "One"), Seeds.agent(tenant, "Other"));
        budget("tenant_id", tenant, 150);
        budget("agent_id", owners.get(0), 60);
        AgentDirectory directory = new AgentDirectory(
                new AgentStore(
                        program.jdbc(),
                        Keyring.of(EmbeddedEncryptionKey.in(program.settings().dataDir()))),
                Clock.systemUTC());
        directory.refresh();

        List<Claim> charged = IntStream.range(0, 40)
                .parallel()
                .mapToObj(worker -> new RunBudgets(program.jdbc(), directory).charge(claims(tenant, owners, worker)))
                .flatMap(List::stream)
                .toList();

        List<Claim> granted = charged.stream()
                .filter(claim -> claim.budget().refusal() == null)
                .toList();
        assertThat(charged).hasSize(40 * 10);
        assertThat(granted).hasSize(150);
        assertThat(granted)
                .filteredOn(claim -> claim.agentId().equals(owners.get(0)))
                .hasSizeLessThanOrEqualTo(60);
        assertThat(charged)
                .filteredOn(claim -> claim.budget().refusal() instanceof RetriableAgentException)
                .as("no statement failed, as it would in a deadlock")
                .isEmpty();
        assertThat(counted("tenant_id", tenant)).containsEntry("used", 150L);
    }

    private static List<Claim> claims(UUID tenant, List<UUID> owners, int worker) {
        return IntStream.range(0, 10)
                .mapToObj(i -> new Claim(
                        UUID.randomUUID(),
                        1,
                        1,
                        owners.get((i + worker) % owners.size()),
                        tenant,
                        null,
                        new Claim.Asked(owners.get((i + worker) % owners.size()), "echo", false, Duration.ofSeconds(1)),
                        new Claim.Turn(1, Duration.ZERO, ONE_ATTEMPT, false, null),
                        Instant.now(),
                        new byte[0],
                        null,
                        Claim.Budget.NONE,
                        Optional.empty(),
                        Optional.empty()))
                .toList();
    }

    @Test
    void theCountBeginsAnewEachDay() {
        TestAgent agent = countingAgent();
        budget("agent_id", agent.id(), 1);
        agents.sql(
                "UPDATE budgets SET day = (now() AT TIME ZONE 'UTC')::date - 1, used = 1, refused = 9 WHERE agent_id = :id",
                agent.id());

        assertThat(ended(post(agent, "DAY-", 1)))
                .allSatisfy(row -> assertThat(row).containsEntry("status", "completed"));

        assertThat(counted("agent_id", agent.id())).containsEntry("used", 1L).containsEntry("refused", 0L);
    }

    @Test
    void budgetsAreShownAsMetrics() {
        TestAgent agent = countingAgent();
        budget("agent_id", agent.id(), 2);
        ended(post(agent, "METRIC-", 3));

        String labels = "{agent=\"" + agent.id() + "\",resource=\"runs\",scope=\"agent\",tenant=\"t-" + agent.tenantId()
                + "\"} ";
        await().atMost(Duration.ofSeconds(40)).untilAsserted(() -> assertThat(metrics())
                .contains(
                        "jira_agent_budget_limit" + labels + "2.0",
                        "jira_agent_budget_used" + labels + "2.0",
                        "jira_agent_budget_refused" + labels + "1.0"));
    }

    private String metrics() {
        return new WebhookClient(program)
                .send(HttpRequest.newBuilder(URI.create(program.managementUrl() + "/observe/metrics"))
                        .build())
                .body();
    }
}
