package io.jiraagent.faults;

import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Posts events at a steady rate, whether they are answered or not, for several issues of each agent; one in forty is
 * forged. Which event comes as the nth is settled by the seed.
 */
final class SteadyLoad implements AutoCloseable {
    /** Events a second; stands in the report. */
    static final int RATE = 40;

    private static final int ACCEPTED = 202;
    private static final int ISSUES = 12;
    private static final int ONE_IN_FORGED = 40;
    private static final int MOST_ON_THEIR_WAY = 200;
    private static final Instant FIRST_EVENT = Instant.parse("2026-01-01T00:00:00Z");
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final Sender sender;
    private final List<Post.Target> targets;
    private final SplittableRandom random;
    private final Queue<Post> posts = new ConcurrentLinkedQueue<>();
    private final AtomicInteger onTheirWay = new AtomicInteger();
    private final AtomicInteger accepted = new AtomicInteger();
    private final AtomicLong markedAt = new AtomicLong(Long.MAX_VALUE);
    private final AtomicLong acceptedAfterMark = new AtomicLong(Long.MAX_VALUE);
    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor();
    private Future<?> ticking;
    private long number;

    /** @param targets one that is named twice gets twice as much */
    SteadyLoad(Sender sender, List<Post.Target> targets, SplittableRandom random) {
        this.sender = sender;
        this.targets = List.copyOf(targets);
        this.random = random;
    }

    void start() {
        ticking = clock.scheduleAtFixedRate(this::tick, 0, 1_000_000 / RATE, TimeUnit.MICROSECONDS);
    }

    private void tick() {
        if (onTheirWay.get() < MOST_ON_THEIR_WAY) {
            Post post = next();
            posts.add(post);
            CompletableFuture<Integer> ignored = send(post);
        }
    }

    private Post next() {
        boolean forged = random.nextInt(ONE_IN_FORGED) == 0;
        return event(targets.get(random.nextInt(targets.size())), forged);
    }

    /** An event unlike any other, not sent yet. */
    private Post event(Post.Target target, boolean forged) {
        String key = target.behaviour() + "-" + (1 + random.nextInt(ISSUES));
        String body = JSON.createObjectNode()
                .put("issue_key", key)
                .put("event_type", "jira:issue_updated")
                .put("timestamp", FIRST_EVENT.plusMillis(number++).toString())
                .put("nonce", Long.toHexString(random.nextLong()))
                .<ObjectNode>set(
                        "issue",
                        JSON.createObjectNode()
                                .put("key", key)
                                .set("fields", JSON.createObjectNode().put("summary", "Event " + number)))
                .toString();
        return new Post(target, key, body, forged);
    }

    private CompletableFuture<Integer> send(Post post) {
        return send(post, null);
    }

    private CompletableFuture<Integer> send(Post post, String name) {
        long sentAt = System.nanoTime();
        onTheirWay.incrementAndGet();
        return sender.send(post, name).whenComplete((status, failure) -> {
            onTheirWay.decrementAndGet();
            if (status == ACCEPTED) {
                accepted.incrementAndGet();
                if (sentAt > markedAt.get()) {
                    acceptedAfterMark.accumulateAndGet(System.nanoTime(), Math::min);
                }
            }
        });
    }

    /** Sends events for one agent at once, beside the steady ones. */
    void burst(Post.Target target, int events) {
        burst(target, events, 1);
    }

    /** @param times that each is sent, every third time under another name */
    void burst(Post.Target target, int events, int times) {
        List<CompletableFuture<Integer>> answers = new ArrayList<>();
        for (int event = 0; event < events; event++) {
            Post post = onClock(() -> event(target, false));
            posts.add(post);
            for (int time = 1; time <= times; time++) {
                answers.add(send(post, time % 3 == 0 ? "name-" + time + "-" + post.sha256Hex() : null));
            }
        }
        answers.forEach(CompletableFuture::join);
    }

    /** Sends again what was accepted first, without a name. */
    void repeatAccepted(int most) {
        List<CompletableFuture<Integer>> answers = posts.stream()
                .filter(post -> !post.ids().isEmpty())
                .limit(most)
                .map(this::send)
                .toList();
        answers.forEach(CompletableFuture::join);
    }

    private <T> T onClock(Callable<T> action) {
        try {
            return clock.submit(action).get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        } catch (ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Waits until so many more are accepted. */
    void awaitAccepted(int more) {
        int goal = accepted.get() + more;
        await("events to be accepted")
                .atMost(Duration.ofSeconds(90))
                .pollInterval(Duration.ofMillis(20))
                .until(() -> accepted.get() >= goal);
    }

    /** From now on the first event is looked for that is both sent and accepted. */
    void mark() {
        acceptedAfterMark.set(Long.MAX_VALUE);
        markedAt.set(System.nanoTime());
    }

    /** The time of the first 202 after the mark, of {@link System#nanoTime()}. */
    long recoveredAt() {
        return acceptedAfterMark.get();
    }

    /** How long after the mark the first event was answered 202 that was sent after it; waits for it. */
    Duration recovery() {
        await("an event to be accepted again")
                .atMost(Duration.ofMinutes(2))
                .pollInterval(Duration.ofMillis(20))
                .until(() -> acceptedAfterMark.get() != Long.MAX_VALUE);
        return Duration.ofNanos(acceptedAfterMark.get() - markedAt.get());
    }

    /** Ends the load, waits for all answers, and sends once more what was refused for the time being, as Jira does. */
    List<Post> finish() {
        ticking.cancel(false);
        clock.shutdown();
        awaitAnswers();
        for (Post post : posts) {
            if (post.firstStatus() == Post.BROKEN || post.firstStatus() == 503) {
                CompletableFuture<Integer> ignored = send(post);
            }
        }
        awaitAnswers();
        return List.copyOf(posts);
    }

    private void awaitAnswers() {
        await("all answers")
                .atMost(Duration.ofSeconds(60))
                .pollInterval(Duration.ofMillis(20))
                .until(() -> onTheirWay.get() == 0);
    }

    @Override
    public void close() {
        clock.shutdownNow();
    }
}
