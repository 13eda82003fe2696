package io.jiraagent.faults;

import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/** Posts events at a steady rate, whether they are answered or not. Thread-safe. */
final class SteadyLoad implements AutoCloseable {
    /** Events a second; stands in the report. */
    static final int RATE = 40;

    private static final int ACCEPTED = 202;
    private static final int MOST_ON_THEIR_WAY = 200;
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final Duration LOOK_EVERY = Duration.ofMillis(20);

    private final Sender sender;
    private final EventSource events;
    private final Queue<Post> posts = new ConcurrentLinkedQueue<>();
    private final AtomicInteger onTheirWay = new AtomicInteger();
    private final AtomicInteger accepted = new AtomicInteger();
    private final AtomicBoolean acceptedSinceMark = new AtomicBoolean();
    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor();
    private final Future<?> ticking;
    private volatile long markedAt = Long.MAX_VALUE;

    /** Begins at once. */
    SteadyLoad(Sender sender, EventSource events) {
        this.sender = sender;
        this.events = events;
        this.ticking = clock.scheduleAtFixedRate(this::tick, 0, 1_000_000 / RATE, TimeUnit.MICROSECONDS);
    }

    private void tick() {
        if (onTheirWay.get() < MOST_ON_THEIR_WAY) {
            CompletableFuture<Integer> ignored = send(noted(events.next()), null);
        }
    }

    private Post noted(Post post) {
        posts.add(post);
        return post;
    }

    private CompletableFuture<Integer> send(Post post, String name) {
        long sentAt = System.nanoTime();
        onTheirWay.incrementAndGet();
        return sender.send(post, name).whenComplete((status, failure) -> {
            onTheirWay.decrementAndGet();
            if (status == ACCEPTED) {
                accepted.incrementAndGet();
                if (sentAt > markedAt) {
                    acceptedSinceMark.set(true);
                }
            }
        });
    }

    /**
     * Sends events for one agent at once, beside the steady ones.
     *
     * @param times that each is sent, every third time under another name
     */
    void burst(Post.Target target, int number, int times) {
        List<CompletableFuture<Integer>> answers = new ArrayList<>();
        for (int event = 0; event < number; event++) {
            Post post = noted(events.next(target));
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
                .map(post -> send(post, null))
                .toList();
        answers.forEach(CompletableFuture::join);
    }

    /** Waits until so many more are accepted. */
    void awaitAccepted(int more) {
        int goal = accepted.get() + more;
        await("events to be accepted").atMost(PATIENCE).pollInterval(LOOK_EVERY).until(() -> accepted.get() >= goal);
    }

    /** The fault strikes. */
    void mark() {
        acceptedSinceMark.set(false);
        markedAt = System.nanoTime();
    }

    /** Waits until an event is accepted that was sent after the mark. */
    void awaitAcceptedSinceMark() {
        await("an event to be accepted again")
                .atMost(PATIENCE)
                .pollInterval(LOOK_EVERY)
                .untilTrue(acceptedSinceMark);
    }

    /** Ends the load, waits for all answers, and sends once more what was turned away, as Jira does. */
    List<Post> finish() {
        ticking.cancel(false);
        awaitAnswers();
        for (Post post : posts) {
            if (post.turnedAway() && post.firstStatus() != Post.NOT_CONNECTED) {
                CompletableFuture<Integer> ignored = send(post, null);
            }
        }
        awaitAnswers();
        return List.copyOf(posts);
    }

    /** To be asked when the load has ended. */
    Recovery recovery() {
        return Recovery.of(posts, markedAt);
    }

    private void awaitAnswers() {
        await("all answers").atMost(PATIENCE).pollInterval(LOOK_EVERY).until(() -> onTheirWay.get() == 0);
    }

    @Override
    public void close() {
        clock.shutdownNow();
    }
}
