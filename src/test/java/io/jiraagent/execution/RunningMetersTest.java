package io.jiraagent.execution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.jiraagent.runtime.TestAgentRoutes;
import io.jiraagent.testing.Executions;
import io.jiraagent.testing.RunningProgram;
import io.jiraagent.testing.TestAgents;
import io.jiraagent.testing.TestAgents.TestAgent;
import io.jiraagent.testing.WebhookClient;
import java.net.URI;
import java.net.http.HttpRequest;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

/** How much runs, as a metric. */
class RunningMetersTest {
    private final RunningProgram program = RunningProgram.shared();
    private final CountDownLatch answer = new CountDownLatch(1);

    private Object whenTold() {
        try {
            answer.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return Map.of();
    }

    private void awaitMetric(String line) {
        await(line).atMost(Duration.ofSeconds(30)).untilAsserted(() -> assertThat(new WebhookClient(program)
                        .send(HttpRequest.newBuilder(URI.create(program.managementUrl() + "/observe/metrics"))
                                .build())
                        .body())
                .contains(line));
    }

    @Test
    void whatRunsIsCountedForItsTenant() {
        String kind = "k-" + UUID.randomUUID();
        TestAgentRoutes.add(program, kind, task -> whenTold());
        TestAgent agent = new TestAgents(program).create(kind);
        String metric = "jira_agent_executions_running{tenant=\"t-" + agent.tenantId() + "\"} ";

        UUID first = agent.post(WebhookClient.body("RUN-1", "one")).executionId();
        UUID second = agent.post(WebhookClient.body("RUN-2", "another")).executionId();
        awaitMetric(metric + "2.0");
        answer.countDown();
        new Executions(program).ended(first);
        new Executions(program).ended(second);

        awaitMetric(metric + "0.0");
    }
}
