package io.jiraagent.testing;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** A load balancer: asks instances whether they are ready, and passes each request on to one that is. Never repeats. */
public final class Balancer implements AutoCloseable {
    private static final long LOOK_EVERY_MS = 200;

    /** Of the program. */
    public interface Instance {
        String url();

        String managementUrl();
    }

    private final List<? extends Instance> instances;
    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final ScheduledExecutorService looking = Executors.newSingleThreadScheduledExecutor();
    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final ScheduledFuture<?> looks;
    private final AtomicInteger next = new AtomicInteger();
    /** What each instance said last; told when none is ready. */
    private final Map<String, String> reasons = new ConcurrentHashMap<>();

    private volatile List<? extends Instance> ready;

    /** @param instances all of them, ready at first; may be replaced in place by others */
    public Balancer(List<? extends Instance> instances) {
        this.instances = instances;
        this.ready = List.copyOf(instances);
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 1024);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.setExecutor(threads);
        server.createContext("/", this::pass);
        server.start();
        looks = looking.scheduleWithFixedDelay(this::look, 0, LOOK_EVERY_MS, TimeUnit.MILLISECONDS);
    }

    public String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    private void look() {
        ready = instances.stream().filter(this::isReady).toList();
    }

    private boolean isReady(Instance instance) {
        try {
            HttpResponse<String> health = client.send(
                    HttpRequest.newBuilder(URI.create(instance.managementUrl() + "/observe/health/ready"))
                            .build(),
                    HttpResponse.BodyHandlers.ofString());
            reasons.put(instance.url(), health.body());
            return health.statusCode() == 200;
        } catch (IOException e) {
            reasons.put(instance.url(), e.toString());
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private void pass(HttpExchange exchange) throws IOException {
        try (exchange) {
            List<? extends Instance> choice = ready;
            if (choice.isEmpty()) {
                byte[] why = reasons.toString().getBytes(StandardCharsets.UTF_8);
                exchange.sendResponseHeaders(502, why.length);
                exchange.getResponseBody().write(why);
                return;
            }
            Instance chosen = choice.get(Math.floorMod(next.getAndIncrement(), choice.size()));
            HttpRequest.Builder request = HttpRequest.newBuilder(
                            URI.create(chosen.url() + exchange.getRequestURI().getPath()))
                    .method(
                            exchange.getRequestMethod(),
                            HttpRequest.BodyPublishers.ofByteArray(
                                    exchange.getRequestBody().readAllBytes()));
            exchange.getRequestHeaders().forEach((name, values) -> {
                if (name.startsWith("X-") || name.equals("Content-type")) {
                    request.header(name, values.get(0));
                }
            });
            HttpResponse<byte[]> response = client.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
            exchange.sendResponseHeaders(response.statusCode(), response.body().length);
            exchange.getResponseBody().write(response.body());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        looks.cancel(true);
        looking.shutdownNow();
        server.stop(0);
        threads.shutdownNow();
    }
}
