package io.jiraagent.faults;

import com.fasterxml.jackson.databind.json.JsonMapper;
import io.jiraagent.testing.FakeAgent;
import java.io.IOException;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/** The agents that the program asks, one for each {@link Behaviour}, and the log of their calls. Thread-safe. */
final class StubAgents implements AutoCloseable {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    /** The longest that a well-behaved agent takes. */
    static final int USUAL_MILLIS = 60;

    private static final int SLOW_MILLIS = 1500;

    private final FakeAgent server = new FakeAgent(this::answer);
    private final Queue<Call> calls = new ConcurrentLinkedQueue<>();
    private final Map<UUID, AtomicInteger> callsOf = new ConcurrentHashMap<>();
    private final AtomicInteger untilTrap = new AtomicInteger();
    private volatile Consumer<UUID> trap = id -> {};
    private volatile int longestMillis = USUAL_MILLIS;

    String url(Behaviour behaviour) {
        return server.url("/" + behaviour.name().toLowerCase(Locale.ROOT));
    }

    /** @param millis the longest that a well-behaved agent takes from now on */
    void takeUpTo(int millis) {
        longestMillis = millis;
    }

    /** @param action to be run in the middle of the {@code nth} call from now */
    void duringCall(int nth, Runnable action) {
        duringCall(nth, id -> action.run());
    }

    /** @param action gets the execution that the agent is asked about */
    void duringCall(int nth, Consumer<UUID> action) {
        trap = action;
        untilTrap.set(nth);
    }

    List<Call> calls() {
        return List.copyOf(calls);
    }

    private void answer(FakeAgent.Request request, Socket connection) throws IOException {
        long begunAt = System.nanoTime();
        Behaviour behaviour =
                Behaviour.valueOf(request.line().split(" ", 3)[1].substring(1).toUpperCase(Locale.ROOT));
        UUID id = UUID.fromString(request.headers().get("idempotency-key"));
        int attempt = JSON.readTree(request.body()).path("attempt").asInt();
        int nth = callsOf.computeIfAbsent(id, any -> new AtomicInteger()).incrementAndGet();
        boolean acts = behaviour.acts(nth, id.hashCode());
        Call call = new Call(id, attempt, begunAt, acts);
        calls.add(call);
        if (acts && untilTrap.get() > 0 && untilTrap.decrementAndGet() == 0) {
            trap.accept(id);
        }
        try {
            if (otherSideWaits(connection, millis(behaviour, id))) {
                behaviour.reply(acts, id.toString()).to(request, connection);
            } else {
                connection.close();
            }
        } finally {
            call.end(System.nanoTime());
        }
    }

    /** By the execution, so that a campaign of the same seed meets the same. */
    private int millis(Behaviour behaviour, UUID id) {
        return behaviour == Behaviour.SLOW ? SLOW_MILLIS : 1 + Math.floorMod(id.hashCode() / 10, longestMillis);
    }

    /** False when it has hung up before. */
    private static boolean otherSideWaits(Socket connection, int millis) throws IOException {
        connection.setSoTimeout(millis);
        try {
            return connection.getInputStream().read() != -1;
        } catch (SocketTimeoutException e) {
            return true;
        } finally {
            if (!connection.isClosed()) {
                connection.setSoTimeout(0);
            }
        }
    }

    @Override
    public void close() {
        server.close();
    }
}
