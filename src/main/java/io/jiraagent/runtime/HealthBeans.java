package io.jiraagent.runtime;

import io.jiraagent.embedded.DiskSpace;
import io.jiraagent.ops.DatabaseHealth;
import io.jiraagent.ops.DirectoryHealth;
import io.jiraagent.ops.DiskHealth;
import io.jiraagent.ops.FailingRoutes;
import io.jiraagent.ops.IntakeHealth;
import io.jiraagent.ops.KafkaHealth;
import io.jiraagent.ops.RouteFilesHealth;
import io.jiraagent.ops.RoutesHealth;
import io.jiraagent.routefile.RouteFileStates;
import io.jiraagent.tenant.AgentDirectory;
import io.micrometer.core.instrument.MeterRegistry;
import org.apache.camel.CamelContext;
import org.apache.camel.spi.Registry;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Binds the health checks of a process. */
final class HealthBeans {
    private HealthBeans() {}

    /** @return to be closed at the end */
    static AutoCloseable bindShared(
            Registry registry, String brokers, FailingRoutes failing, RouteFileStates files, MeterRegistry meters) {
        KafkaHealth kafka = new KafkaHealth(brokers);
        registry.bind("kafka-health", kafka);
        registry.bind("routes-health", new RoutesHealth(failing));
        registry.bind("route-files-health", new RouteFilesHealth(files, meters));
        return kafka;
    }

    static void bindReceiving(Registry registry, AgentDirectory directory, DiskSpace disk) {
        registry.bind("disk-health", new DiskHealth(disk::scarce, disk::describe));
        registry.bind("directory-health", new DirectoryHealth(directory));
    }

    static void bindWorking(CamelContext context, JdbcClient jdbc) {
        context.getRegistry().bind("database-health", new DatabaseHealth(jdbc));
        context.getRegistry().bind("intake-health", new IntakeHealth(context, System::nanoTime));
    }
}
