package io.jiraagent.faults;

import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.SplittableRandom;

/** Where a fault strikes: a running program under load. */
final class Scene {
    private final Site site;
    private final StubAgents stubs;
    private final SteadyLoad load;
    private final Map<Behaviour, Post.Target> targets;
    private final SplittableRandom random;
    private ProgramUnderTest secondWorker;
    private Instant struckAt;

    Scene(Site site, StubAgents stubs, SteadyLoad load, Map<Behaviour, Post.Target> targets, SplittableRandom random) {
        this.site = site;
        this.stubs = stubs;
        this.load = load;
        this.targets = targets;
        this.random = random;
    }

    Site site() {
        return site;
    }

    StubAgents stubs() {
        return stubs;
    }

    SteadyLoad load() {
        return load;
    }

    /** Not started yet; stopped at the end of the round, if it is still there. */
    ProgramUnderTest secondWorker() {
        secondWorker = site.secondWorker();
        return secondWorker;
    }

    void awaitWorkers(int number) {
        await("workers to share the partitions")
                .atMost(Duration.ofMinutes(1))
                .pollInterval(Duration.ofMillis(100))
                .ignoreExceptions()
                .until(() -> site.intake().workers() == number);
    }

    Post.Target target(Behaviour behaviour) {
        return targets.get(behaviour);
    }

    /** From 1 to {@code most}, settled by the seed. */
    int upTo(int most) {
        return random.nextInt(1, most + 1);
    }

    boolean coin() {
        return random.nextBoolean();
    }

    /** Goes on with the load for so long. */
    void goOn(Duration time) {
        await().pollDelay(time).timeout(time.plusSeconds(10)).until(() -> true);
    }

    /** The fault begins; times of recovery are counted from here. */
    void struck() {
        load.mark();
        struckAt = Instant.now();
    }

    /** Ends what the fault has left running, in order. */
    void clear() {
        if (secondWorker != null && secondWorker.alive()) {
            secondWorker.terminate();
            secondWorker.awaitExit();
        }
    }

    Instant struckAt() {
        return struckAt;
    }
}
