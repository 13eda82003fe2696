package io.jiraagent.faults;

import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import org.awaitility.core.ConditionTimeoutException;

/** One time: load, a fault, recovery, rest, checks. Several faults at once only where each has an agent of its own. */
final class Round {
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final int ACCEPTED_BEFORE = 30;
    private static final int ACCEPTED_AFTER = 40;

    private final Site site;
    private final List<Fault> faults;
    private final int number;
    private final SplittableRandom random;

    Round(Site site, List<Fault> faults, int number, SplittableRandom random) {
        this.site = site;
        this.faults = faults;
        this.number = number;
        this.random = random;
    }

    /** A result for each fault. */
    List<RoundResult> run() {
        site.ensureProgram(faults.get(0).instrument());
        Sender sender = new Sender(site.url());
        try (StubAgents stubs = new StubAgents()) {
            Map<Behaviour, Post.Target> targets = agents(stubs);
            List<Post.Target> steady =
                    faults.get(0).load().stream().map(targets::get).toList();
            targets.values().forEach(sender::awaitKnown);
            try (SteadyLoad load = new SteadyLoad(sender, new EventSource(steady, random.split()))) {
                return run(stubs, targets, load);
            } finally {
                site.program().disarm();
                site.forget(List.copyOf(targets.values()));
            }
        }
    }

    private Map<Behaviour, Post.Target> agents(StubAgents stubs) {
        Set<Behaviour> behaviours = EnumSet.noneOf(Behaviour.class);
        faults.forEach(fault -> behaviours.addAll(fault.load()));
        faults.forEach(fault -> behaviours.addAll(fault.agents()));
        Map<Behaviour, Post.Target> targets = new EnumMap<>(Behaviour.class);
        behaviours.forEach(behaviour -> targets.put(
                behaviour,
                site.agent(new UUID(random.nextLong(), random.nextLong()), behaviour, stubs.url(behaviour))));
        return targets;
    }

    private List<RoundResult> run(StubAgents stubs, Map<Behaviour, Post.Target> targets, SteadyLoad load) {
        Scene scene = new Scene(site, stubs, load, targets, random.split());
        load.awaitAccepted(ACCEPTED_BEFORE);
        faults.forEach(fault -> fault.strike(scene));
        load.awaitAcceptedSinceMark();
        load.awaitAccepted(ACCEPTED_AFTER);
        List<Post> posts = load.finish();
        List<Violation> common = new ArrayList<>();
        awaitRest(common);
        scene.clear();
        common.addAll(new Invariants(site.jdbc()).checkRecords(site.intake().more(), stubs.calls()));
        return faults.stream()
                .map(fault -> judge(fault, posts, stubs.calls(), common, scene.struckAt(), load.recovery()))
                .toList();
    }

    private RoundResult judge(
            Fault fault,
            List<Post> posts,
            List<Call> calls,
            List<Violation> common,
            Instant struckAt,
            Recovery recovery) {
        List<Post> its = faults.size() == 1
                ? posts
                : posts.stream()
                        .filter(p -> fault.agents().contains(p.target.behaviour()))
                        .toList();
        Verdict verdict = new Invariants(site.jdbc()).check(its, calls);
        List<UUID> touched = its.stream()
                .filter(p -> p.madeAt < recovery.at() && p.firstStatus() == 202)
                .flatMap(p -> p.ids().stream())
                .toList();
        RoundResult result = new RoundResult(fault, number, its, verdict, struckAt, recovery.after(), touched);
        common.forEach(result::violated);
        return result;
    }

    private void awaitRest(List<Violation> violations) {
        try {
            await("everything to be at rest")
                    .atMost(PATIENCE)
                    .pollInterval(Duration.ofMillis(100))
                    .ignoreExceptions()
                    .until(() -> open().isEmpty() && site.intake().lag() == 0);
        } catch (ConditionTimeoutException e) {
            violations.add(
                    new Violation("I8", "not at rest after " + PATIENCE.toSeconds() + " s, lag " + lag(), open()));
        }
    }

    private String lag() {
        try {
            return Long.toString(site.intake().lag());
        } catch (ExecutionException e) {
            return "unknown";
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return "unknown";
        }
    }

    private List<UUID> open() {
        return site.jdbc()
                .sql("SELECT id FROM agent_test_executions WHERE status IN ('queued', 'in_progress') LIMIT 1000")
                .query(UUID.class)
                .list();
    }
}
