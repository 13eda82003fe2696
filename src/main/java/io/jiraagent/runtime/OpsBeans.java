package io.jiraagent.runtime;

import io.jiraagent.access.AccessRole;
import io.jiraagent.access.Authenticator;
import io.jiraagent.access.SameOrigin;
import io.jiraagent.access.SessionCookie;
import io.jiraagent.access.Sessions;
import io.jiraagent.access.TokenStore;
import io.jiraagent.access.oidc.BegunSignIns;
import io.jiraagent.access.oidc.OidcSessions;
import io.jiraagent.access.oidc.OidcSignIn;
import io.jiraagent.config.SignInSettings;
import io.jiraagent.database.ServerKeys;
import io.jiraagent.deadletter.BulkReplays;
import io.jiraagent.deadletter.DeadLetters;
import io.jiraagent.history.Agents;
import io.jiraagent.history.AgentsApi;
import io.jiraagent.history.AgentsPage;
import io.jiraagent.history.AlertList;
import io.jiraagent.history.AuditLog;
import io.jiraagent.history.BulkReplayPage;
import io.jiraagent.history.BulkReplaysApi;
import io.jiraagent.history.CommentRequests;
import io.jiraagent.history.DeadLettersApi;
import io.jiraagent.history.DeadLettersPage;
import io.jiraagent.history.ExecutionExport;
import io.jiraagent.history.Executions;
import io.jiraagent.history.ExecutionsApi;
import io.jiraagent.history.HistoryPage;
import io.jiraagent.history.OverviewPage;
import io.jiraagent.history.Overviews;
import io.jiraagent.history.QueueApi;
import io.jiraagent.history.RejectedList;
import io.jiraagent.history.RejectedPage;
import io.jiraagent.history.Tenants;
import io.jiraagent.history.TenantsPage;
import io.jiraagent.jira.JiraSites;
import io.jiraagent.routefile.RouteFileStates;
import io.jiraagent.routing.ApiAccessProcessor;
import io.jiraagent.routing.ApiDescriptionProcessor;
import io.jiraagent.routing.AssetProcessor;
import io.jiraagent.routing.CsvAnswerProcessor;
import io.jiraagent.routing.JsonAnswerProcessor;
import io.jiraagent.routing.OidcLeaveProcessor;
import io.jiraagent.routing.OidcReturnProcessor;
import io.jiraagent.routing.PageAccessProcessor;
import io.jiraagent.routing.PageAnswerProcessor;
import io.jiraagent.routing.SignIn;
import io.jiraagent.routing.SignInFormProcessor;
import io.jiraagent.routing.SignInPageProcessor;
import io.jiraagent.routing.SignOutProcessor;
import io.jiraagent.routing.StartPageProcessor;
import io.jiraagent.secret.Keyring;
import io.jiraagent.web.Assets;
import io.jiraagent.web.PageRenderer;
import io.jiraagent.webhook.RecentEvents;
import java.time.Clock;
import java.util.Optional;
import org.apache.camel.spi.Registry;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Binds the beans of {@code routes/api} and {@code routes/pages}. */
final class OpsBeans {
    private static final int OK = 200;
    private static final int CREATED = 201;
    private static final int ACCEPTED = 202;

    private final Registry registry;
    private final String publicUrl;
    private final boolean https;
    private final Clock clock;

    /**
     * @param publicUrl address that browsers use
     * @param https browsers come by https
     */
    OpsBeans(Registry registry, String publicUrl, boolean https, Clock clock) {
        this.https = https;
        this.registry = registry;
        this.publicUrl = publicUrl;
        this.clock = clock;
    }

    /** @return to be closed at the end */
    AutoCloseable bindAccess(JdbcClient jdbc, Keyring keyring, SignInSettings settings, PageRenderer renderer) {
        byte[] sessionKey = new ServerKeys(jdbc, keyring).key("session");
        SessionCookie cookies = new SessionCookie(sessionKey, https, settings.idle(), clock);
        Sessions sessions = new Sessions(jdbc, settings.longest());
        Authenticator authenticator = new Authenticator(new TokenStore(jdbc), sessions, cookies, clock);
        SameOrigin sameOrigin = new SameOrigin(publicUrl);
        BegunSignIns begun = new BegunSignIns(keyring, https, clock);
        Optional<OidcSignIn> oidc = settings.oidc().map(used -> new OidcSignIn(used, publicUrl, keyring, begun));
        SignIn signIn = new SignIn(authenticator, sessions, cookies, oidc, renderer);
        registry.bind("apiViewer", new ApiAccessProcessor(authenticator, AccessRole.VIEWER));
        registry.bind("apiOperator", new ApiAccessProcessor(authenticator, AccessRole.OPERATOR));
        registry.bind("apiAdmin", new ApiAccessProcessor(authenticator, AccessRole.ADMIN));
        registry.bind("pageViewer", new PageAccessProcessor(authenticator, cookies, sameOrigin, AccessRole.VIEWER));
        registry.bind("pageOperator", new PageAccessProcessor(authenticator, cookies, sameOrigin, AccessRole.OPERATOR));
        registry.bind("pageAdmin", new PageAccessProcessor(authenticator, cookies, sameOrigin, AccessRole.ADMIN));
        registry.bind("signInPageProcessor", new SignInPageProcessor(authenticator, signIn));
        registry.bind("signInFormProcessor", new SignInFormProcessor(sameOrigin, signIn));
        registry.bind("startPageProcessor", new StartPageProcessor());
        registry.bind("signOutProcessor", new SignOutProcessor(sameOrigin, signIn));
        oidc.ifPresent(used -> {
            registry.bind("oidcLeaveProcessor", new OidcLeaveProcessor(used, signIn));
            registry.bind(
                    "oidcReturnProcessor", new OidcReturnProcessor(new OidcSessions(used, sessions), begun, signIn));
        });
        return () -> oidc.ifPresent(OidcSignIn::close);
    }

    /** @return shared with those who change tenants */
    Tenants bindHistory(
            JdbcClient jdbc, RecentEvents recent, RouteFileStates files, PageRenderer renderer, Assets assets) {
        Executions executions = new Executions(jdbc, recent);
        Agents agents = new Agents(jdbc);
        Tenants tenants = new Tenants(jdbc, files);
        RejectedList rejected = new RejectedList(jdbc);
        registry.bind("commentRequests", new CommentRequests(jdbc, executions));
        registry.bind("executionsApi", new ExecutionsApi(executions));
        registry.bind("executionExport", new ExecutionExport(executions));
        registry.bind("rejectedApi", rejected);
        registry.bind("agentsApi", new AgentsApi(agents));
        registry.bind("tenantsApi", tenants);
        registry.bind("queueApi", new QueueApi(jdbc, clock));
        AlertList alerts = new AlertList(jdbc);
        registry.bind("alertList", alerts);
        Overviews overviews = new Overviews(jdbc, clock);
        registry.bind("overviewApi", overviews);
        registry.bind("overviewPage", new OverviewPage(overviews, tenants, alerts));
        AuditLog audit = new AuditLog(jdbc);
        registry.bind("auditLog", audit);
        registry.bind("historyPage", new HistoryPage(executions, agents, tenants, audit, publicUrl));
        registry.bind("tenantsPage", new TenantsPage(tenants, files, new JiraSites(jdbc)));
        registry.bind("rejectedPage", new RejectedPage(rejected, agents));
        registry.bind("agentsPage", new AgentsPage(agents, publicUrl));
        DeadLetters deadLetters = new DeadLetters(jdbc);
        BulkReplays replays = new BulkReplays(jdbc);
        registry.bind("bulkReplaysApi", new BulkReplaysApi(replays));
        registry.bind("deadLettersApi", new DeadLettersApi(executions, deadLetters));
        registry.bind("deadLettersPage", new DeadLettersPage(executions, deadLetters, replays, agents, tenants));
        registry.bind("bulkReplayPage", new BulkReplayPage(deadLetters, replays, agents, tenants));
        registry.bind("jsonAnswer", new JsonAnswerProcessor(OK));
        registry.bind("jsonCreated", new JsonAnswerProcessor(CREATED));
        registry.bind("jsonAccepted", new JsonAnswerProcessor(ACCEPTED));
        registry.bind("csvAnswer", new CsvAnswerProcessor());
        registry.bind("jsonFile", JsonAnswerProcessor.file("executions.json"));
        registry.bind("pageAnswer", new PageAnswerProcessor(renderer));
        registry.bind("apiDescription", new ApiDescriptionProcessor());
        registry.bind("assetProcessor", new AssetProcessor(assets));
        return tenants;
    }
}
