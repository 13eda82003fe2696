package io.jiraagent.routing;

import io.jiraagent.config.Settings;
import io.vertx.core.AbstractVerticle;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.ext.web.Router;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.apache.camel.component.platform.http.vertx.VertxPlatformHttpRouter;
import org.apache.camel.component.platform.http.vertx.VertxPlatformHttpServer;
import org.apache.camel.component.platform.http.vertx.VertxPlatformHttpServerConfiguration;

/**
 * The HTTP server behind {@code platform-http}, with what Camel's own leaves out: idle time-outs, bounded headers, and
 * {@link EdgeGuard} in front of every route. {@code platform-http} finds it by its router in the registry.
 */
public final class HttpFrontDoor extends VertxPlatformHttpServer {
    private static final int IDLE_SECONDS = 30;
    private static final int MAX_HEADER_BYTES = 16 * 1024;
    private static final int MAX_INITIAL_LINE_BYTES = 8 * 1024;

    private final Settings.Server settings;
    private final EdgeGuard guard;
    private final ServerCertificate certificate;
    private volatile HttpServer listening;
    private String listeners;

    /** @param certificate also decides whether this is HTTPS */
    public HttpFrontDoor(Settings.Server settings, int maxBodyBytes, EdgeGuard guard, ServerCertificate certificate) {
        super(configuration(settings, maxBodyBytes));
        this.settings = settings;
        this.guard = guard;
        this.certificate = certificate;
    }

    private static VertxPlatformHttpServerConfiguration configuration(Settings.Server settings, int maxBodyBytes) {
        VertxPlatformHttpServerConfiguration configuration = new VertxPlatformHttpServerConfiguration();
        configuration.setBindHost(settings.host());
        configuration.setBindPort(settings.port());
        configuration.setServerType(VertxPlatformHttpRouter.SERVER_TYPE_SERVER);
        configuration.setMaxBodySize((long) maxBodyBytes);
        configuration.getBodyHandler().setHandleFileUploads(false);
        return configuration;
    }

    @Override
    public HttpServer getServer() {
        return listening;
    }

    @Override
    protected void initializeServer() {
        super.initializeServer();
        Router router = VertxPlatformHttpRouter.lookup(
                getCamelContext(), VertxPlatformHttpRouter.getRouterNameFromPort(settings.port()));
        guard.install(router);
    }

    @Override
    protected void startServer() throws Exception {
        HttpServerOptions options = new HttpServerOptions()
                .setIdleTimeout(IDLE_SECONDS)
                .setIdleTimeoutUnit(TimeUnit.SECONDS)
                .setMaxHeaderSize(MAX_HEADER_BYTES)
                .setMaxInitialLineLength(MAX_INITIAL_LINE_BYTES)
                .setDecompressionSupported(false)
                // Else a connection is not known before its first byte, and one without any is never ended.
                .setHttp2ClearTextEnabled(false)
                .setCompressionSupported(true)
                .setAcceptBacklog(1024);
        certificate.secure(options);
        Vertx vertx = getVertx();
        ConnectionWatch watch = new ConnectionWatch(vertx, Duration.ofSeconds(IDLE_SECONDS));
        Router router = Router.router(vertx);
        router.route().handler(watch::begun);
        router.route()
                .subRouter(VertxPlatformHttpRouter.lookup(
                        getCamelContext(), VertxPlatformHttpRouter.getRouterNameFromPort(settings.port())));
        listeners = vertx.deployVerticle(
                        () -> new Listener(options, watch, router),
                        new DeploymentOptions()
                                .setInstances(Runtime.getRuntime().availableProcessors()))
                .toCompletionStage()
                .toCompletableFuture()
                .get(30, TimeUnit.SECONDS);
    }

    /** One event loop's part of the connections. */
    private final class Listener extends AbstractVerticle {
        private final HttpServerOptions options;
        private final ConnectionWatch watch;
        private final Router router;

        Listener(HttpServerOptions options, ConnectionWatch watch, Router router) {
            this.options = options;
            this.watch = watch;
            this.router = router;
        }

        @Override
        public void start(Promise<Void> started) {
            HttpServer server = vertx.createHttpServer(options)
                    .connectionHandler(watch::opened)
                    .requestHandler(router);
            listening = server;
            server.listen(settings.port(), settings.host()).<Void>mapEmpty().onComplete(started);
        }
    }

    @Override
    protected void stopServer() {
        if (listeners != null) {
            getVertx()
                    .undeploy(listeners)
                    .toCompletionStage()
                    .toCompletableFuture()
                    .join();
            listeners = null;
            listening = null;
        }
    }
}
