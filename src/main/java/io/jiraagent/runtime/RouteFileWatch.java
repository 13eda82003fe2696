package io.jiraagent.runtime;

import io.jiraagent.config.Settings;
import io.jiraagent.execution.RunningExecutions;
import io.jiraagent.routefile.DirectoryRegistered;
import io.jiraagent.routefile.LiveRoutes;
import io.jiraagent.routefile.RegistryCheck;
import io.jiraagent.routefile.RouteFileStates;
import io.jiraagent.routefile.RouteFiles;
import io.jiraagent.routefile.RouteInstaller;
import io.jiraagent.routing.live.LiveContext;
import io.jiraagent.routing.live.RetiredRoutes;
import io.jiraagent.routing.live.ScratchContext;
import io.jiraagent.routing.live.TenantIntakes;
import io.jiraagent.tenant.AgentDirectory;
import io.jiraagent.webhook.IntakeTopics;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.apache.camel.CamelContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks at the route files several times a second, on a thread of its own, and at the tenants' topics on another. It
 * compares what is there with what was there, which also notices changes of mounted folders, of which no event tells.
 */
final class RouteFileWatch implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(RouteFileWatch.class);

    private static final long FILES_EVERY_MS = 150;
    private static final long TOPICS_EVERY_MS = 250;
    private static final Duration TOPICS_AT_REST = Duration.ofSeconds(30);
    private static final Duration TOPICS_AGAIN = Duration.ofSeconds(2);

    private final AgentDirectory directory;
    private final Clock clock;
    private final ScratchContext trial;
    private final RouteFiles files;
    private final RouteInstaller installer;
    private final RetiredRoutes retired;
    private final TenantTopics topics;
    private final ScheduledThreadPoolExecutor threads = new ScheduledThreadPoolExecutor(2, task -> {
        Thread thread = new Thread(task, "route-files");
        thread.setDaemon(true);
        return thread;
    });

    private Optional<RunningExecutions> worker = Optional.empty();
    private long registryVersion;
    private volatile Instant topicsDue = Instant.MIN;

    RouteFileWatch(
            CamelContext context,
            Settings settings,
            Set<Role> roles,
            String brokers,
            AgentDirectory directory,
            IntakeTopics receiving,
            LiveRoutes live,
            RouteFileStates states,
            Clock clock) {
        this.directory = directory;
        this.clock = clock;
        this.trial = RoutesCheck.trial(settings);
        this.files = new RouteFiles(
                settings.routesDir(),
                trial,
                new RegistryCheck(new DirectoryRegistered(directory)),
                live,
                states,
                clock);
        this.retired = new RetiredRoutes(context, clock);
        boolean works = roles.contains(Role.WORKER);
        this.installer = works ? new LiveContext(context, retired) : RouteInstaller.NONE;
        this.topics = new TenantTopics(
                brokers,
                settings.embedded(),
                files,
                roles.contains(Role.API) ? Optional.of(receiving) : Optional.empty(),
                works ? Optional.of(new TenantIntakes(context)) : Optional.empty());
    }

    /** Finds out which tenants' topics there are. To be called before requests are answered, and when Kafka may be asked. */
    void begin() {
        topics.begin();
    }

    /** @param running may claim executions once the agents' routes are there */
    void thenAdmit(RunningExecutions running) {
        worker = Optional.of(running);
    }

    /** Takes over all files there are, and follows them from now on. The context has to be running. */
    @SuppressWarnings("FutureReturnValueIgnored") // both go on until they are stopped, and report themselves
    void start() {
        registryVersion = directory.version();
        files.start(installer);
        worker.ifPresent(RunningExecutions::admit);
        threads.scheduleWithFixedDelay(this::lookAtFiles, FILES_EVERY_MS, FILES_EVERY_MS, TimeUnit.MILLISECONDS);
        threads.scheduleWithFixedDelay(this::lookAtTopics, 0, TOPICS_EVERY_MS, TimeUnit.MILLISECONDS);
    }

    private void lookAtFiles() {
        try {
            if (files.refresh()) {
                topicsDue = Instant.MIN;
            }
            long version = directory.version();
            if (version != registryVersion) {
                registryVersion = version;
                files.registryChanged();
                topicsDue = Instant.MIN;
            }
            retired.sweep();
        } catch (RuntimeException e) {
            LOG.error("The route files could not be looked at", e);
        }
    }

    private void lookAtTopics() {
        try {
            if (!topicsDue.isAfter(clock.instant())) {
                topicsDue = clock.instant().plus(TOPICS_AT_REST);
                if (!topics.update()) {
                    topicsDue = clock.instant().plus(TOPICS_AGAIN);
                }
            }
        } catch (RuntimeException e) {
            LOG.error("The tenants' topics could not be looked at", e);
        }
    }

    /** Changes nothing any more. To be called before the context stops. */
    void stop() {
        threads.shutdown();
        try {
            if (!threads.awaitTermination(TOPICS_AGAIN.toMillis(), TimeUnit.MILLISECONDS)) {
                threads.shutdownNow();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        topics.close();
        trial.close();
    }
}
