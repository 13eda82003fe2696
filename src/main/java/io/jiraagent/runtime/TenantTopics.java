package io.jiraagent.runtime;

import io.jiraagent.routefile.RouteFiles;
import io.jiraagent.routefile.TenantFile;
import io.jiraagent.routing.live.TenantIntakes;
import io.jiraagent.webhook.IntakeTopics;
import java.time.Duration;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sees to it that each tenant with a file has its topic, that events go there only when it is there, and that a worker
 * consumes every tenant's topic there is, with or without a file: nothing that was accepted may be left behind. One
 * thread calls {@link #update}.
 */
final class TenantTopics implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(TenantTopics.class);
    private static final int PATIENCE_MS = 5000;

    private final Admin admin;
    private final boolean syncEveryRecord;
    private final RouteFiles files;
    private final Optional<IntakeTopics> receiving;
    private final Optional<TenantIntakes> consuming;

    /**
     * @param syncEveryRecord for a single broker, which has no replica to rely on
     * @param receiving is told which topics are there to be sent to
     * @param consuming runs the consumers
     */
    TenantTopics(
            String brokers,
            boolean syncEveryRecord,
            RouteFiles files,
            Optional<IntakeTopics> receiving,
            Optional<TenantIntakes> consuming) {
        this.admin = Admin.create(Map.of(
                "bootstrap.servers", brokers,
                "request.timeout.ms", PATIENCE_MS,
                "default.api.timeout.ms", PATIENCE_MS));
        this.syncEveryRecord = syncEveryRecord;
        this.files = files;
        this.receiving = receiving;
        this.consuming = consuming;
    }

    /** Before events are accepted: topics that are there already go on being used from the first event on. */
    void begin() {
        receiving.ifPresent(own -> {
            try {
                Set<String> existing = topics();
                own.own(files.tenantsOnDisk().stream()
                        .filter(tenant -> existing.contains(IntakeTopics.of(tenant)))
                        .collect(Collectors.toSet()));
            } catch (ExecutionException | TimeoutException e) {
                LOG.warn("The tenants' topics could not be looked at; it is tried again: {}", e.toString());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
    }

    /** @return whether Kafka answered; if not, it is to be called again soon */
    boolean update() {
        RouteFiles.InUse inUse = files.inUse();
        Map<String, TenantFile> tenants = inUse.tenants();
        try {
            Set<String> existing = topics();
            Set<String> missing = tenants.keySet().stream()
                    .map(IntakeTopics::of)
                    .filter(topic -> !existing.contains(topic))
                    .collect(Collectors.toSet());
            Topics.create(admin, missing, syncEveryRecord);
            existing.addAll(missing);
            receiving.ifPresent(topics -> topics.own(tenants.keySet()));
            consuming.ifPresent(intakes -> consume(existing, inUse, intakes));
            return true;
        } catch (ExecutionException | TimeoutException e) {
            LOG.warn("The tenants' topics could not be looked at; it is tried again: {}", e.toString());
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private Set<String> topics() throws ExecutionException, InterruptedException, TimeoutException {
        return new HashSet<>(admin.listTopics().names().get(PATIENCE_MS, TimeUnit.MILLISECONDS));
    }

    private void consume(Set<String> topics, RouteFiles.InUse inUse, TenantIntakes intakes) {
        for (String topic : topics) {
            IntakeTopics.tenantOf(topic).ifPresent(tenant -> {
                TenantFile file = inUse.tenants().get(tenant);
                Map<String, String> given = file == null ? Map.of("tenant", tenant) : file.intakeGiven();
                intakes.ensure(tenant, given, inUse.templates().intake());
            });
        }
    }

    @Override
    public void close() {
        admin.close(Duration.ofSeconds(1));
    }
}
