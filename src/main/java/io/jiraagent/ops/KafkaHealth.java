package io.jiraagent.ops;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.camel.health.HealthCheckResultBuilder;
import org.apache.camel.impl.health.AbstractHealthCheck;
import org.apache.kafka.clients.admin.Admin;

/** Ready only while a Kafka broker answers. */
public final class KafkaHealth extends AbstractHealthCheck implements AutoCloseable {
    private static final int PATIENCE_MS = 2000;

    private final Admin admin;

    public KafkaHealth(String brokers) {
        super("jira-agent", "kafka");
        admin = Admin.create(Map.of(
                "bootstrap.servers", brokers,
                "request.timeout.ms", Integer.toString(PATIENCE_MS),
                "default.api.timeout.ms", Integer.toString(PATIENCE_MS)));
    }

    @Override
    public boolean isLiveness() {
        return false;
    }

    @Override
    protected void doCall(HealthCheckResultBuilder builder, Map<String, Object> options) {
        try {
            admin.describeCluster().nodes().get(PATIENCE_MS, TimeUnit.MILLISECONDS);
            builder.up();
        } catch (ExecutionException | TimeoutException e) {
            builder.message("Kafka does not answer; events are refused with 503 until it does")
                    .down();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            builder.message("Interrupted").down();
        }
    }

    @Override
    public void close() {
        admin.close(Duration.ofSeconds(1));
    }
}
