package io.jiraagent.runtime;

import io.github.bucket4j.TimeMeter;
import io.jiraagent.agent.AgentBreakers;
import io.jiraagent.agent.enhancer.TicketEnhancer;
import io.jiraagent.agent.enhancer.TicketEnhancerAgent;
import io.jiraagent.agent.http.AgentAnswers;
import io.jiraagent.agent.http.AgentCalls;
import io.jiraagent.agent.http.AgentHttpClient;
import io.jiraagent.agent.http.AgentLookup;
import io.jiraagent.agent.http.AgentUrlGuard;
import io.jiraagent.agent.model.ModelAgent;
import io.jiraagent.agent.model.ModelKeys;
import io.jiraagent.agent.model.Prompts;
import io.jiraagent.agent.model.TokenBudgets;
import io.jiraagent.config.Settings;
import io.jiraagent.execution.AnswerDesk;
import io.jiraagent.execution.AnswerReader;
import io.jiraagent.execution.AttemptOutcomes;
import io.jiraagent.execution.AttemptPermits;
import io.jiraagent.execution.EnqueueBatch;
import io.jiraagent.execution.IssueRuns;
import io.jiraagent.execution.LaterAnswers;
import io.jiraagent.execution.OpenAttempts;
import io.jiraagent.execution.ResultTokens;
import io.jiraagent.execution.RetentionBatches;
import io.jiraagent.execution.RetryPolicy;
import io.jiraagent.execution.RunBudgets;
import io.jiraagent.execution.RunningExecutions;
import io.jiraagent.execution.TaskReader;
import io.jiraagent.ops.RowGauges;
import io.jiraagent.ops.RunningMeters;
import io.jiraagent.outbound.OutboundClient;
import io.jiraagent.routefile.AgentRoutes;
import io.jiraagent.routefile.TenantTasks;
import io.jiraagent.routing.AcceptedProcessor;
import io.jiraagent.routing.AttemptGuard;
import io.jiraagent.routing.AttemptWay;
import io.jiraagent.routing.BatchCommitProcessor;
import io.jiraagent.routing.ClosedHeaders;
import io.jiraagent.routing.DoorEngine;
import io.jiraagent.routing.EnvelopeProcessor;
import io.jiraagent.routing.EventsUnderWay;
import io.jiraagent.routing.IntakeBatchProcessor;
import io.jiraagent.routing.Listening;
import io.jiraagent.routing.RecordPosition;
import io.jiraagent.routing.RestfulConsumers;
import io.jiraagent.routing.ResultTokenProcessor;
import io.jiraagent.routing.SendingThread;
import io.jiraagent.routing.SignatureProcessor;
import io.jiraagent.routing.TokenProcessor;
import io.jiraagent.secret.Keyring;
import io.jiraagent.tenant.AgentDirectory;
import io.jiraagent.ticket.PayloadReader;
import io.jiraagent.webhook.EnvelopeCodec;
import io.jiraagent.webhook.EventAges;
import io.jiraagent.webhook.EventAuthenticator;
import io.jiraagent.webhook.EventIntake;
import io.jiraagent.webhook.ExecutionIds;
import io.jiraagent.webhook.HeardRequests;
import io.jiraagent.webhook.IntakeTopics;
import io.jiraagent.webhook.RateLimits;
import io.jiraagent.webhook.RecentEvents;
import io.jiraagent.webhook.RejectedRequests;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Vertx;
import java.net.InetAddress;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.random.RandomGenerator;
import javax.sql.DataSource;
import org.apache.camel.component.platform.http.PlatformHttpConstants;
import org.apache.camel.component.platform.http.spi.PlatformHttpEngine;
import org.apache.camel.spi.Registry;
import org.apache.camel.util.concurrent.SynchronousExecutorService;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Binds the beans to the names by which the routes call them. */
final class Beans {
    private final Registry registry;
    private final Settings settings;
    private final Clock clock;

    Beans(Registry registry, Settings settings, Clock clock) {
        this.registry = registry;
        this.settings = settings;
        this.clock = clock;
    }

    void bindShared(DataSource dataSource) {
        registry.bind("dataSource", DataSource.class, dataSource);
        registry.bind("closedHeaders", new ClosedHeaders());
        registry.bind("sameThread", new SynchronousExecutorService());
    }

    void bindReceiving(
            byte[] idKey,
            IntakeTopics topics,
            AgentDirectory directory,
            EventAuthenticator authenticator,
            RecentEvents recent,
            RejectedRequests rejected,
            HeardRequests heard,
            Listening listening,
            BooleanSupplier full,
            Vertx vertx,
            MeterRegistry meters) {
        EventsUnderWay underWay = new EventsUnderWay();
        registry.bind(
                PlatformHttpConstants.PLATFORM_HTTP_ENGINE_NAME, PlatformHttpEngine.class, new DoorEngine(underWay));
        registry.bind("sendingThread", new SendingThread(vertx, underWay));
        Duration window = settings.webhook().repeatWindow();
        EnvelopeCodec codec = new EnvelopeCodec();
        EventIntake intake = new EventIntake(
                new ExecutionIds(idKey, window),
                recent,
                new PayloadReader(),
                new RateLimits(TimeMeter.SYSTEM_NANOTIME),
                new EventAges(settings.retention().known()),
                clock,
                full);
        registry.bind("rejectedRequests", rejected);
        registry.bind("heardRequests", heard);
        registry.bind("signatureProcessor", new SignatureProcessor(authenticator));
        registry.bind("tokenProcessor", new TokenProcessor(authenticator));
        registry.bind("envelopeProcessor", new EnvelopeProcessor(intake, codec, topics));
        registry.bind("acceptedProcessor", new AcceptedProcessor(recent, directory, listening, underWay, meters));
    }

    /** What the consumers of accepted events name. */
    void bindIntake(RunningExecutions running) {
        registry.bind("recordPositions", new RecordPosition.Factory());
        registry.bind("restfulConsumers", new RestfulConsumers());
        EnqueueBatch batch = new EnqueueBatch(
                new EnvelopeCodec(), running, settings.webhook().repeatWindow(), clock);
        registry.bind("enqueueBatch", batch);
        registry.bind("intakeBatchProcessor", new IntakeBatchProcessor(batch));
        registry.bind("batchCommitProcessor", new BatchCommitProcessor());
    }

    /** What the routes of agents and tenants may name, beside the database and {@code agentHttpClient}. */
    void bindForAgents(AgentDirectory directory, Keyring keyring, JdbcClient jdbc, byte[] resultKey) {
        registry.bind("resultTokens", resultTokens(resultKey));
        registry.bind("ticketEnhancer", new TicketEnhancerAgent(new TicketEnhancer()));
        registry.bind("agentCalls", new AgentCalls(directory));
        registry.bind("agentAnswers", new AgentAnswers(clock));
        registry.bind(
                "modelAgent",
                new ModelAgent(
                        new AgentLookup(directory),
                        new ModelKeys(keyring, System::getenv),
                        new Prompts(settings.routesDir().resolve("prompts")),
                        new TokenBudgets(jdbc),
                        new AgentAnswers(clock),
                        System::nanoTime));
        registry.bind("tenantTasks", new TenantTasks(new AnswerReader()));
    }

    void bindWorking(
            RunningExecutions running,
            AgentBreakers breakers,
            JdbcClient jdbc,
            AgentRoutes agentRoutes,
            AgentDirectory directory,
            MeterRegistry meters) {
        RunBudgets budgets = new RunBudgets(jdbc, directory);
        registry.bind("attemptWay", new AttemptWay(agentRoutes));
        registry.bind("runningExecutions", running);
        registry.bind("attemptPermits", new AttemptPermits(breakers));
        registry.bind("runBudgets", budgets);
        registry.bind("issueRuns", new IssueRuns(jdbc, directory));
        registry.bind(
                "budgetMeters",
                new RowGauges(meters, "scope", "tenant", "agent", "resource")
                        .show("daily_limit", "jira_agent.budget.limit", "May be used on one day (UTC)")
                        .show("used", "jira_agent.budget.used", "Used today")
                        .show("refused", "jira_agent.budget.refused", "Refused today, for want of budget"));
        registry.bind(
                "awaitedMeters",
                new RowGauges(meters, "tenant")
                        .show("executions", "jira_agent.executions.awaited", "Taken by agents that answer later"));
        registry.bind(
                "retention",
                new RetentionBatches(
                        settings.retention().completed(),
                        settings.retention().failed(),
                        settings.retention().forgotten(),
                        meters));
        registry.bind("runningMeters", new RunningMeters(running::byTenant, directory::tenantName, meters));
        registry.bind("laterAnswers", new LaterAnswers());
        registry.bind("taskReader", new TaskReader(new PayloadReader()));
        OpenAttempts open = new OpenAttempts(System::nanoTime);
        registry.bind("openAttempts", open);
        AttemptOutcomes outcomes = new AttemptOutcomes(
                new AnswerReader(), new RetryPolicy(RandomGenerator.getDefault()), open, budgets, directory, meters);
        registry.bind("attemptOutcomes", outcomes);
        registry.bind("attemptGuard", new AttemptGuard(open, outcomes));
        // Every running execution ends with one outcome, so that the queue is never full.
        registry.bind("outcomeQueue", new ArrayBlockingQueue<>(running.most()));
        registry.bind("agentExecutor", agentExecutor());
    }

    /**
     * What takes answers that agents give later.
     *
     * @param resultKey the one by which the workers' tokens are made
     */
    void bindLaterAnswers(JdbcClient jdbc, byte[] resultKey) {
        registry.bind("resultTokenProcessor", new ResultTokenProcessor(resultTokens(resultKey)));
        registry.bind("answerDesk", new AnswerDesk(jdbc, new AnswerReader()));
    }

    private ResultTokens resultTokens(byte[] key) {
        return new ResultTokens(key, settings.server().publicUrl());
    }

    static AgentUrlGuard urlGuard(Settings settings) {
        return new AgentUrlGuard(
                settings.agents().allowPrivateNetworks(), settings.embedded(), InetAddress::getAllByName);
    }

    /** @return to be closed at the end */
    OutboundClient bindHttpAgents(Traces traces) {
        OutboundClient client =
                AgentHttpClient.open(urlGuard(settings), settings.execution().maxInFlight());
        registry.bind("agentHttpClient", traces.calls(client));
        return client;
    }

    /** A thread for each running execution; they are as many as are claimed. The one that was at work last goes on first. */
    private static ExecutorService agentExecutor() {
        return new ThreadPoolExecutor(0, Integer.MAX_VALUE, 30, TimeUnit.SECONDS, new SynchronousQueue<>());
    }
}
