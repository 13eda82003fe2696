package io.jiraagent.runtime;

import io.jiraagent.agent.AgentBreakers;
import io.jiraagent.agent.SteadyClock;
import io.jiraagent.config.Settings;
import io.jiraagent.database.Databases;
import io.jiraagent.database.ServerKeys;
import io.jiraagent.embedded.DiskSpace;
import io.jiraagent.execution.RunningExecutions;
import io.jiraagent.history.Tenants;
import io.jiraagent.ops.FailingRoutes;
import io.jiraagent.ops.StoppingHealth;
import io.jiraagent.routefile.AgentRoutes;
import io.jiraagent.routefile.LiveRoutes;
import io.jiraagent.routefile.RouteFileStates;
import io.jiraagent.routing.EdgeGuard;
import io.jiraagent.routing.ErrorPolicies;
import io.jiraagent.routing.FailingRouteProcessor;
import io.jiraagent.routing.HttpFrontDoor;
import io.jiraagent.routing.PageProblemProcessor;
import io.jiraagent.routing.ProblemProcessor;
import io.jiraagent.routing.SignatureCheck;
import io.jiraagent.secret.Keyring;
import io.jiraagent.tenant.AgentDirectory;
import io.jiraagent.tenant.AgentStore;
import io.jiraagent.web.Assets;
import io.jiraagent.web.PageRenderer;
import io.jiraagent.webhook.EventAuthenticator;
import io.jiraagent.webhook.IntakeTopics;
import io.jiraagent.webhook.RecentEvents;
import io.jiraagent.webhook.RejectedRequests;
import io.jiraagent.webhook.StandardWebhooks;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import java.time.Clock;
import java.time.Duration;
import java.util.Set;
import java.util.UUID;
import javax.sql.DataSource;
import org.apache.camel.CamelContext;
import org.apache.camel.main.BaseMainSupport;
import org.apache.camel.main.Main;
import org.apache.camel.main.MainListenerSupport;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Camel with its routes, beans, HTTP server, health and metrics. */
final class CamelRuntime implements AutoCloseable {
    private static final Duration QUERY_PATIENCE = Duration.ofSeconds(10);

    private final Settings settings;
    private final Set<Role> roles;
    private final String brokers;
    private final DataSource dataSource;
    private final Keyring keyring;
    private final byte[] idKey;
    private final Clock clock;
    private final CloseStack started = new CloseStack();
    private final Main main = new ProgramMain();
    private final PrometheusMeterRegistry meters = WatchBeans.meters();
    private final FailingRoutes failing = new FailingRoutes(meters, System::nanoTime);
    private final StoppingHealth stopping = new StoppingHealth();
    private final RejectedRequests rejected = new RejectedRequests();
    private final Assets assets = new Assets();
    private final PageRenderer renderer = new PageRenderer(assets);
    private final LiveRoutes liveRoutes = new LiveRoutes();
    private final RouteFileStates routeFileStates = new RouteFileStates();

    private Traces traces;
    private RunningExecutions running;
    private RouteFileWatch routeFiles;

    CamelRuntime(
            Settings settings,
            Set<Role> roles,
            String brokers,
            DataSource dataSource,
            Keyring keyring,
            byte[] idKey,
            Clock clock) {
        this.settings = settings;
        this.roles = roles;
        this.brokers = brokers;
        this.dataSource = dataSource;
        this.keyring = keyring;
        this.idKey = idKey.clone();
        this.clock = clock;
    }

    /** @param topics waits for them; run as late as possible, since Kafka takes its time to start */
    void start(Runnable topics) {
        main.setDefaultPropertyPlaceholderLocation("false");
        CamelProperties.of(settings, brokers).forEach(main::addInitialProperty);
        settings.camel().forEach(main::addInitialProperty);
        main.configure().withRoutesIncludePattern(Role.routeFiles(roles, settings.routesDir()));
        main.addMainListener(new MainListenerSupport() {
            @Override
            public void beforeConfigure(BaseMainSupport support) {
                prepare(support.getCamelContext());
            }

            @Override
            public void afterConfigure(BaseMainSupport support) {
                topics.run();
                routeFiles.begin();
            }
        });
        try {
            main.start();
        } catch (Exception e) {
            throw new IllegalStateException("The routes did not start: " + e.getMessage(), e);
        }
        routeFiles.start();
    }

    private void prepare(CamelContext context) {
        JdbcClient jdbc = JdbcClient.create(dataSource);
        Vertx vertx = Vertx.vertx(
                new VertxOptions().setWorkerPoolSize(settings.server().workers()));
        started.push(
                () -> vertx.close().toCompletionStage().toCompletableFuture().join());
        context.getRegistry().bind("vertx", vertx);
        context.getRegistry().bind("metricsRegistry", meters);
        traces = started.push(new Traces(settings));
        traces.routes(context);
        Beans beans = new Beans(context.getRegistry(), settings, clock);
        beans.bindShared(dataSource);
        started.push(HealthBeans.bindShared(context.getRegistry(), brokers, failing, routeFileStates, meters));
        context.getRegistry().bind("stopping-health", stopping);
        AgentDirectory directory = new AgentDirectory(new AgentStore(jdbc, keyring), clock);
        directory.refresh();
        context.getRegistry().bind("agentDirectory", directory);
        IntakeTopics topics = new IntakeTopics(directory);
        routeFiles = started.push(new RouteFileWatch(
                context, settings, roles, brokers, directory, topics, liveRoutes, routeFileStates, clock));
        AlertBeans.bind(context.getRegistry(), settings, clock);
        started.push(WatchBeans.bind(context.getRegistry(), settings, brokers, dataSource, meters));
        RefusalBeans refusing = RefusalBeans.bind(context.getRegistry(), rejected, directory, meters, clock);
        try {
            ProblemProcessor problems = new ProblemProcessor(refusing.refusals(), failing);
            context.addRoutesConfigurations(new ErrorPolicies(
                    problems, new PageProblemProcessor(renderer, problems), new FailingRouteProcessor(failing)));
            if (roles.contains(Role.API)) {
                receive(context, vertx, beans, directory, topics, jdbc, refusing);
            }
            AgentRoutes agentRoutes = new AgentRoutes(directory, liveRoutes);
            beans.bindForAgents(directory, keyring, jdbc, new ServerKeys(jdbc, keyring).key("result"));
            if (roles.contains(Role.WORKER)) {
                work(context, beans, agentRoutes, directory, jdbc);
            }
            if (roles.contains(Role.API)) {
                started.push(TryOutBeans.bind(context.getRegistry(), jdbc, directory, agentRoutes, meters, clock));
            }
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private void receive(
            CamelContext context,
            Vertx vertx,
            Beans beans,
            AgentDirectory directory,
            IntakeTopics topics,
            JdbcClient jdbc,
            RefusalBeans refusing)
            throws Exception {
        RecentEvents recent = new RecentEvents(settings.webhook().repeatWindow());
        DiskSpace disk = new DiskSpace(settings.dataDir(), settings.embedded() ? settings.dataMinFreeMb() : 0);
        context.getRegistry().bind("diskSpace", disk);
        EventAuthenticator authenticator = new EventAuthenticator(
                directory,
                new StandardWebhooks(
                        new SignatureCheck(context), clock, settings.webhook().timestampTolerance()));
        beans.bindReceiving(
                idKey,
                topics,
                directory,
                authenticator,
                recent,
                rejected,
                refusing.heard(),
                refusing.listening(),
                disk::scarce,
                vertx,
                meters);
        beans.bindLaterAnswers(jdbc, new ServerKeys(jdbc, keyring).key("result"));
        OpsBeans ops = new OpsBeans(context.getRegistry(), settings.server().publicUrl(), settings.https(), clock);
        started.push(ops.bindAccess(jdbc, keyring, settings.signIn(), renderer));
        Tenants tenants = ops.bindHistory(
                Databases.patient(dataSource, QUERY_PATIENCE), recent, routeFileStates, renderer, assets);
        new RegistryBeans(context.getRegistry(), settings)
                .bind(
                        jdbc,
                        keyring,
                        Beans.urlGuard(settings)::check,
                        directory,
                        authenticator,
                        tenants,
                        started.push(JiraBeans.probe(settings, settings.embedded(), clock)),
                        clock);
        HealthBeans.bindReceiving(context.getRegistry(), directory, disk);
        int maxBody = settings.webhook().maxBodyBytes();
        EdgeGuard guard =
                new EdgeGuard(maxBody, refusing.refusals(), context::isStarted, stopping::announced, settings.https());
        HttpFrontDoor door = new HttpFrontDoor(
                settings.server(), maxBody, guard, CertificateBeans.bind(context, settings, meters, clock));
        door.setCamelContext(context);
        context.addService(door, true, true);
    }

    private void work(
            CamelContext context, Beans beans, AgentRoutes agentRoutes, AgentDirectory directory, JdbcClient jdbc) {
        AgentBreakers breakers = new AgentBreakers(meters, directory::tenantOf, new SteadyClock());
        running = new RunningExecutions(
                "%d-%.8s".formatted(ProcessHandle.current().pid(), UUID.randomUUID()),
                settings.execution().maxInFlight(),
                settings.execution().lease(),
                settings.execution().pollInterval(),
                breakers,
                agentRoutes::concurrency,
                meters);
        routeFiles.thenAdmit(running);
        beans.bindIntake(running);
        beans.bindWorking(running, breakers, jdbc, agentRoutes, directory, meters);
        started.push(beans.bindHttpAgents(traces));
        started.push(new JiraBeans(context.getRegistry(), settings, clock).bind(keyring, traces, meters));
        HealthBeans.bindWorking(context, jdbc);
    }

    CamelContext context() {
        return main.getCamelContext();
    }

    @Override
    public void close() {
        stopping.announce();
        if (running != null) {
            running.drain();
        }
        if (!settings.embedded() && roles.contains(Role.API)) {
            stopping.giveNotice(settings.server().stopDelay());
        }
        if (routeFiles != null) {
            routeFiles.stop();
        }
        main.shutdown();
        started.close();
    }
}
