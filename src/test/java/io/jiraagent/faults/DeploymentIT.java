package io.jiraagent.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.jiraagent.testing.WebhookClient;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** What compose file and manifests start does its work, logs what it should, and ends when it is told to. */
class DeploymentIT {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final int STOPPED_BY_SIGTERM = 143;

    private final Fleet fleet = Fleet.shared();

    private static List<JsonNode> jsonLines(String output) {
        return output.lines()
                .map(line -> {
                    try {
                        return JSON.readTree(line);
                    } catch (JsonProcessingException e) {
                        throw new AssertionError("No JSON: " + line, e);
                    }
                })
                .toList();
    }

    @Test
    void anEventIsCompletedByTheDeployedProcesses() {
        fleet.scale(1, 1);
        try (StubAgents stubs = new StubAgents()) {
            Post.Target target =
                    fleet.register("deployed").agent(UUID.randomUUID(), Behaviour.ONCE, stubs.url(Behaviour.ONCE));
            fleet.awaitKnown(List.of(target));
            Post post = new Post(target, WebhookClient.body("DEPLOY-1", "line\nbreak"), false);
            FleetMember receiver = fleet.receivers().get(0);
            assertThat(new Sender(receiver.url()).send(post).join()).isEqualTo(202);
            UUID id = post.ids().iterator().next();
            await("the execution to be completed")
                    .atMost(Duration.ofSeconds(60))
                    .until(() -> "completed"
                            .equals(ExecutionRow.find(fleet.jdbc(), post.ids())
                                    .get(id)
                                    .status()));

            FleetMember worker = fleet.worker(fleet.jdbc()
                    .sql("SELECT worker FROM execution_attempts WHERE execution_id = :id")
                    .param("id", id)
                    .query(String.class)
                    .single());
            assertThat(worker.stop()).isEqualTo(STOPPED_BY_SIGTERM);
            assertThat(jsonLines(worker.output())).anySatisfy(line -> {
                assertThat(line.path("message").asText()).contains("completed by agent");
                assertThat(line.path("execution_id").asText()).isEqualTo(id.toString());
                assertThat(line.path("agent_id").asText())
                        .isEqualTo(target.agentId().toString());
                assertThat(line.path("tenant_id").asText())
                        .isEqualTo(target.tenantId().toString());
                assertThat(line.path("log.level").asText()).isEqualTo("INFO");
            });
            assertThat(receiver.output()).contains("Agent webhook received and validated");
            assertThat(receiver.output() + worker.output())
                    .doesNotContain(fleet.encryptionKey(), target.secret(), Fleet.DATABASE_PASSWORD);
        }
    }

    @Test
    void anEventThatKafkaDoesNotAcknowledgeIsRefusedForLater() {
        fleet.scale(1, 0);
        try (StubAgents stubs = new StubAgents()) {
            Post.Target target =
                    fleet.register("kafka-paused").agent(UUID.randomUUID(), Behaviour.ONCE, stubs.url(Behaviour.ONCE));
            fleet.awaitKnown(List.of(target));
            Sender sender = new Sender(fleet.receivers().get(0).url());
            Post post = new Post(target, WebhookClient.body("DEPLOY-2", "x"), false);
            fleet.kafka().pause();
            try {
                assertThat(sender.send(post).join()).isEqualTo(503);
            } finally {
                fleet.kafka().resume();
            }
            await("Kafka to acknowledge again")
                    .atMost(Duration.ofSeconds(60))
                    .until(() -> sender.send(post).join() == 202);
        }
    }
}
