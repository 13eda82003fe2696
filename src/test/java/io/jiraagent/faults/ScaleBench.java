package io.jiraagent.faults;

import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.Closeable;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * What one and more workers complete a second, and what an execution costs in processor time and bytes; the program behind
 * {@code bench/scale.sh}. Arguments: executions for each figure, most workers, the report's file.
 */
final class ScaleBench {
    private static final int AGENT_MILLIS = 50;
    private static final int AGENT_PLACES = 8;
    /** So many that none has to wait for another of its issue. */
    private static final int ISSUES = 10_000;

    private static final int ON_THEIR_WAY = 32;
    private static final List<String> JVM_OPTIONS = List.of("-Xmx512m", "-XX:+UseSerialGC");
    private static final Duration PATIENCE = Duration.ofMinutes(15);

    private final Fleet fleet;
    private final int executions;
    private final EventSource events;
    private final Sender sender;
    private final PrintWriter out;

    private ScaleBench(Fleet fleet, int executions, List<Post.Target> targets, PrintWriter out) {
        this.fleet = fleet;
        this.executions = executions;
        this.events = new EventSource(targets, new SplittableRandom(1), ISSUES);
        this.sender = new Sender(fleet.receivers().get(0).url());
        this.out = out;
    }

    public static void main(String[] arguments) throws IOException {
        int executions = Integer.parseInt(arguments[0]);
        int most = Integer.parseInt(arguments[1]);
        Path report = Path.of(arguments[2]).toAbsolutePath();
        Path folder = Files.createTempDirectory("jira-agent-scale");
        Files.createDirectories(report.getParent());
        HttpServer agent = slowAgent();
        Closeable agentEnds = () -> agent.stop(0);
        try (agentEnds;
                Fleet fleet = new Fleet(folder, JVM_OPTIONS);
                PrintWriter out = new PrintWriter(Files.newBufferedWriter(report), true)) {
            fleet.startServers();
            fleet.scale(1, 1);
            Registrations registrations = fleet.register("scale");
            Post.Target slow = registrations.agent(
                    UUID.randomUUID(),
                    Behaviour.ONCE,
                    "http://127.0.0.1:" + agent.getAddress().getPort() + "/");
            Post.Target echo = registrations.agent(UUID.randomUUID(), Behaviour.SLOW, "http://127.0.0.1:1/");
            fleet.jdbc()
                    .sql("UPDATE agents SET kind = 'echo' WHERE id = :id")
                    .param("id", echo.agentId())
                    .update();
            fleet.jdbc()
                    .sql("UPDATE agents SET concurrency = :places WHERE id = :id")
                    .param("places", AGENT_PLACES)
                    .param("id", slow.agentId())
                    .update();
            fleet.awaitKnown(List.of(slow, echo));
            new ScaleBench(fleet, executions, List.of(slow, echo), out).measure(slow, echo, most);
        }
    }

    private static HttpServer slowAgent() throws IOException {
        // Else an answer of two packets waits 40 ms for the first one's acknowledgement.
        System.setProperty("sun.net.httpserver.nodelay", "true");
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 1024);
        server.setExecutor(Executors.newCachedThreadPool(ScaleBench::daemon));
        ScheduledExecutorService later = Executors.newScheduledThreadPool(2, ScaleBench::daemon);
        server.createContext("/", exchange -> {
            exchange.getRequestBody().readAllBytes();
            ScheduledFuture<?> ignored = later.schedule(() -> answer(exchange), AGENT_MILLIS, TimeUnit.MILLISECONDS);
        });
        server.start();
        return server;
    }

    private static Thread daemon(Runnable work) {
        Thread thread = new Thread(work, "agent");
        thread.setDaemon(true);
        return thread;
    }

    private static void answer(HttpExchange exchange) {
        try (exchange) {
            byte[] answer = "{}".getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(200, answer.length);
            exchange.getResponseBody().write(answer);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void measure(Post.Target slow, Post.Target echo, int most) throws IOException {
        out.printf(
                Locale.ROOT,
                "Measured %s: %d cores, load average before %.2f; %d executions for each figure.%n%n",
                Instant.now(),
                Runtime.getRuntime().availableProcessors(),
                ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage(),
                executions);
        out.printf(
                "| workers | completed/s, agent of %d ms (%d places in each worker) | completed/s, `echo` | load average after |%n",
                AGENT_MILLIS, AGENT_PLACES);
        out.println("|---|---|---|---|");
        List<String> costs = new ArrayList<>();
        for (int workers = 1; workers <= most; workers++) {
            fleet.scale(1, workers);
            // A process that has just started compiles itself for a minute, on the processors that the others need.
            complete(echo, 3 * executions);
            complete(slow, executions);
            double waiting = complete(slow, executions);
            ScaleCosts before = ScaleCosts.read(fleet);
            double busy = complete(echo, executions);
            costs.add(ScaleCosts.read(fleet).since(before, workers, executions));
            out.printf(
                    Locale.ROOT,
                    "| %d | %.0f | %.0f | %.2f |%n",
                    workers,
                    waiting,
                    busy,
                    ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage());
        }
        out.println();
        out.println(ScaleCosts.HEADER);
        costs.forEach(out::println);
    }

    /** Sends them as fast as they are taken, which is faster than they are completed; executions a second, from the first row on. */
    private double complete(Post.Target target, int number) {
        Instant begun = time("SELECT now()");
        long before = rows(target.agentId());
        send(target, number);
        await("all to be completed").atMost(PATIENCE).until(() -> rows(target.agentId()) >= before + number);
        Instant ended = time("SELECT max(completed_at) FROM agent_test_executions");
        return number * 1e9 / Duration.between(begun, ended).toNanos();
    }

    private void send(Post.Target target, int number) {
        Semaphore places = new Semaphore(ON_THEIR_WAY);
        List<CompletableFuture<Integer>> answers = new ArrayList<>();
        for (int i = 0; i < number; i++) {
            places.acquireUninterruptibly();
            answers.add(sender.send(events.next(target)).whenComplete((status, failure) -> places.release()));
        }
        if (answers.stream().anyMatch(answer -> answer.join() != 202)) {
            throw new IllegalStateException("Not every event was accepted");
        }
    }

    private long rows(UUID agent) {
        return fleet.jdbc()
                .sql("SELECT count(*) FROM agent_test_executions WHERE agent_id = :agent AND status = 'completed'")
                .param("agent", agent)
                .query(Long.class)
                .single();
    }

    private Instant time(String sql) {
        return fleet.jdbc().sql(sql).query(Timestamp.class).single().toInstant();
    }
}
