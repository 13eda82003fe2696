package io.jiraagent.routing;

import io.jiraagent.config.Settings;
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
    private HttpServer listening;

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
        listening = vertx.createHttpServer(options)
                .connectionHandler(watch::opened)
                .requestHandler(router)
                .listen(settings.port(), settings.host())
                .toCompletionStage()
                .toCompletableFuture()
                .get(30, TimeUnit.SECONDS);
    }

    @Override
    protected void stopServer() {
        if (listening != null) {
            listening.close().toCompletionStage().toCompletableFuture().join();
            listening = null;
        }
    }
}
