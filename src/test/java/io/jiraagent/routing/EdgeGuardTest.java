package io.jiraagent.routing;

import static org.assertj.core.api.Assertions.assertThat;

import io.jiraagent.ops.RefusalSurge;
import io.jiraagent.tenant.AgentDirectory;
import io.jiraagent.ticket.PayloadReader;
import io.jiraagent.webhook.HeardRequests;
import io.jiraagent.webhook.RejectedRequest;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.ext.web.Router;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A server that listens before its routes are there, and after they are gone. */
class EdgeGuardTest {
    private static final int MAX_BODY = 1024;

    private final Vertx vertx = Vertx.vertx();
    private final AtomicBoolean allRoutesThere = new AtomicBoolean();
    private final List<RejectedRequest> rejected = new CopyOnWriteArrayList<>();
    private HttpServer server;

    @BeforeEach
    void listen() {
        Router router = Router.router(vertx);
        AgentDirectory agents = new AgentDirectory(null, Clock.systemUTC());
        SimpleMeterRegistry meters = new SimpleMeterRegistry();
        Refusals refusals = new Refusals(
                rejected::add,
                agent -> "unknown",
                new RefusalSurge(meters, System::nanoTime),
                new Listening(new HeardRequests(), agents, new PayloadReader(), Clock.systemUTC()),
                meters,
                Clock.systemUTC());
        new EdgeGuard(MAX_BODY, refusals, allRoutesThere::get, () -> false, false).install(router);
        server = vertx.createHttpServer()
                .requestHandler(router)
                .listen(0, "127.0.0.1")
                .toCompletionStage()
                .toCompletableFuture()
                .join();
    }

    @AfterEach
    void close() {
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    private HttpResponse<String> post(String path) throws IOException, InterruptedException {
        return HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.actualPort() + path))
                                .POST(HttpRequest.BodyPublishers.ofString("{}"))
                                .build(),
                        HttpResponse.BodyHandlers.ofString());
    }

    @Test
    void asksToComeAgainWhileRoutesAreMissing() throws IOException, InterruptedException {
        HttpResponse<String> answer = post("/webhook/agents/00bab7b6-6335-4359-96b4-f48f3460b610/webhook");

        assertThat(answer.statusCode()).isEqualTo(503);
        assertThat(answer.headers().firstValue("Retry-After")).hasValue("5");
        assertThat(answer.body()).contains("Temporarily unavailable");
    }

    @Test
    void knowsNoOtherPathsWhenAllRoutesAreThere() throws IOException, InterruptedException {
        allRoutesThere.set(true);

        assertThat(post("/webhook/elsewhere").statusCode()).isEqualTo(404);
    }
}
