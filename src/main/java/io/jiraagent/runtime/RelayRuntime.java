package io.jiraagent.runtime;

import io.jiraagent.config.ConfigurationException;
import io.jiraagent.config.Settings;
import io.jiraagent.ops.FailingRoutes;
import io.jiraagent.ops.RefusalSurge;
import io.jiraagent.ops.StoppingHealth;
import io.jiraagent.relay.RelayAgent;
import io.jiraagent.relay.RelayDoor;
import io.jiraagent.relay.RelayFile;
import io.jiraagent.relay.UpstreamClient;
import io.jiraagent.routing.ClosedHeaders;
import io.jiraagent.routing.EdgeGuard;
import io.jiraagent.routing.ErrorPolicies;
import io.jiraagent.routing.FailingRouteProcessor;
import io.jiraagent.routing.HttpFrontDoor;
import io.jiraagent.routing.ProblemProcessor;
import io.jiraagent.routing.Refusals;
import io.jiraagent.routing.RelayAnswerProcessor;
import io.jiraagent.routing.RelayDoorProcessor;
import io.jiraagent.routing.RelayRequestProcessor;
import io.jiraagent.routing.ServerCertificate;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.camel.CamelContext;
import org.apache.camel.component.http.HttpClientConfigurer;
import org.apache.camel.main.BaseMainSupport;
import org.apache.camel.main.Main;
import org.apache.camel.main.MainListenerSupport;
import org.apache.camel.main.SimpleMainShutdownStrategy;
import org.apache.camel.spi.Registry;

/** The signing relay: a process with neither database nor Kafka, whose only routes are those of {@code routes/relay}. */
public final class RelayRuntime implements Running {
    private static final List<String> FOLDERS = List.of("relay", "serve");

    private final Settings settings;
    private final Map<UUID, RelayAgent> agents;
    private final Clock clock = Clock.systemUTC();
    private final CloseStack started = new CloseStack();
    private final Main main = new Main();
    private final PrometheusMeterRegistry meters = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final StoppingHealth stopping = new StoppingHealth();

    private RelayRuntime(Settings settings, Map<UUID, RelayAgent> agents) {
        this.settings = settings;
        this.agents = agents;
    }

    /**
     * Returns when requests are answered.
     *
     * @param environment values of environment variables, for the keys
     * @throws ConfigurationException nothing can be signed with {@code relay.file} as it is
     */
    public static RelayRuntime start(Settings settings, Function<String, Optional<String>> environment) {
        RelayRuntime relay =
                new RelayRuntime(settings, RelayFile.read(settings.relay().file(), environment));
        try {
            relay.start();
        } catch (RuntimeException e) {
            relay.started.close();
            throw e;
        }
        return relay;
    }

    private void start() {
        main.setShutdownStrategy(new SimpleMainShutdownStrategy());
        main.setDefaultPropertyPlaceholderLocation("false");
        CamelProperties.shared(settings).forEach(main::addInitialProperty);
        settings.camel().forEach(main::addInitialProperty);
        main.configure()
                .withRoutesIncludePattern(FOLDERS.stream()
                        .map(folder -> "file:" + settings.routesDir().resolve(folder) + "/*.camel.yaml")
                        .collect(Collectors.joining(",")));
        main.addMainListener(new MainListenerSupport() {
            @Override
            public void beforeConfigure(BaseMainSupport support) {
                prepare(support.getCamelContext());
            }
        });
        try {
            main.start();
        } catch (Exception e) {
            throw new IllegalStateException("The relay did not start: " + e.getMessage(), e);
        }
    }

    private void prepare(CamelContext context) {
        Registry registry = context.getRegistry();
        Vertx vertx = Vertx.vertx(
                new VertxOptions().setWorkerPoolSize(settings.server().workers()));
        started.push(
                () -> vertx.close().toCompletionStage().toCompletableFuture().join());
        registry.bind("vertx", vertx);
        registry.bind("metricsRegistry", meters);
        registry.bind("stopping-health", stopping);
        registry.bind("closedHeaders", new ClosedHeaders());
        UpstreamClient client = started.push(
                new UpstreamClient(settings.relay().timeout(), settings.server().workers()));
        registry.bind("upstreamClient", (HttpClientConfigurer) client::configure);
        registry.bind(
                "relayDoor",
                new RelayDoorProcessor(new RelayDoor(agents, settings.webhook().repeatWindow(), clock)));
        registry.bind("relayRequest", new RelayRequestProcessor());
        registry.bind("relayAnswer", new RelayAnswerProcessor(meters));
        try {
            serve(context);
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private void serve(CamelContext context) throws Exception {
        FailingRoutes failing = new FailingRoutes(meters, System::nanoTime);
        // There is no list of refused requests here; they are counted and logged.
        Refusals refusals = new Refusals(
                entry -> true,
                agent -> "unknown",
                new RefusalSurge(meters, System::nanoTime),
                (refusal, request, sizeBytes, body) -> {},
                meters,
                clock);
        ProblemProcessor problems = new ProblemProcessor(refusals, failing);
        context.addRoutesConfigurations(new ErrorPolicies(problems, problems, new FailingRouteProcessor(failing)));
        int maxBody = settings.webhook().maxBodyBytes();
        EdgeGuard guard = new EdgeGuard(maxBody, refusals, context::isStarted, stopping::announced, settings.https());
        ServerCertificate certificate = CertificateBeans.bind(context, settings, meters, clock);
        HttpFrontDoor door = new HttpFrontDoor(settings.server(), maxBody, guard, certificate);
        door.setCamelContext(context);
        context.addService(door, true, true);
    }

    /** Requests are still served for {@code server.stop-delay}, then those that are under way are finished. */
    @Override
    public void close() {
        stopping.announce();
        stopping.giveNotice(settings.server().stopDelay());
        main.shutdown();
        started.close();
    }
}
