package io.jiraagent.routing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.jiraagent.testing.Executions;
import io.jiraagent.testing.RunningProgram;
import io.jiraagent.testing.WebhookClient;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.junit.jupiter.api.Test;

/** What failed for good stands in the dead-letter topic, with all that is needed to understand it. */
class DeadLetterPublishRouteTest {
    private final RunningProgram program = RunningProgram.shared();

    @Test
    void publishesAFailedExecutionOnceWithItsBytesAndAttempts() throws IOException {
        String body = "{\"issue_key\": broken " + UUID.randomUUID();
        UUID id = new WebhookClient(program).post(body).executionId();
        new Executions(program).ended(id);

        List<JsonNode> letters = new ArrayList<>();
        try (KafkaConsumer<String, String> consumer = consumer()) {
            consumer.subscribe(List.of("agent-executions.dead-letter"));
            await().atMost(Duration.ofSeconds(30)).until(() -> {
                for (ConsumerRecord<String, String> entry : consumer.poll(Duration.ofMillis(200))) {
                    if (entry.key().equals(id.toString())) {
                        letters.add(JsonMapper.builder().build().readTree(entry.value()));
                    }
                }
                return !letters.isEmpty() && stamped(id);
            });
        }

        assertThat(letters).hasSize(1);
        JsonNode letter = letters.get(0);
        assertThat(letter.get("execution_id").asText()).isEqualTo(id.toString());
        assertThat(letter.at("/error/reason").asText()).isEqualTo("malformed_payload");
        assertThat(letter.at("/attempts/0/outcome").asText()).isEqualTo("failed");
        assertThat(letter.get("body").binaryValue()).isEqualTo(body.getBytes(StandardCharsets.UTF_8));
    }

    private boolean stamped(UUID id) {
        return program.jdbc()
                .sql("SELECT dead_lettered_at IS NOT NULL FROM agent_test_executions WHERE id = :id")
                .param("id", id)
                .query(Boolean.class)
                .single();
    }

    private KafkaConsumer<String, String> consumer() {
        return new KafkaConsumer<>(
                Map.of(
                        "bootstrap.servers",
                        program.demo("KAFKA_BROKERS"),
                        "group.id",
                        "test-" + UUID.randomUUID(),
                        "auto.offset.reset",
                        "earliest"),
                new StringDeserializer(),
                new StringDeserializer());
    }
}
