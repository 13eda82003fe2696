package io.jiraagent.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.jiraagent.testing.Balancer;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Two receivers behind a load balancer and three workers, on one Kafka and one PostgreSQL that are not theirs. */
class ScaleOutIT {
    private static final int ACCEPTED = 202;
    private static final int STOPPED_BY_SIGTERM = 143;
    /** So long that some are at work whenever a worker is killed. */
    private static final int LONGEST_CALL_MILLIS = 400;
    /** Of what each of three workers has to have done at least. */
    private static final double SMALLEST_SHARE = 0.1;

    private final Fleet fleet = Fleet.shared();

    @Test
    void allShareTheWorkWhichIsDoneOnceThoughAWorkerIsKilledAndAReceiverIsStopped() throws Exception {
        fleet.scale(2, 3);
        try (StubAgents stubs = new StubAgents();
                Balancer balancer = new Balancer(fleet.receivers());
                Intake intake = new Intake(fleet.kafka().brokers())) {
            stubs.takeUpTo(LONGEST_CALL_MILLIS);
            Registrations tenant = fleet.register("scaled-out");
            List<Post.Target> targets = List.of(
                    tenant.agent(new UUID(0, 1), Behaviour.IDEMPOTENT, stubs.url(Behaviour.IDEMPOTENT)),
                    tenant.agent(new UUID(0, 2), Behaviour.ONCE, stubs.url(Behaviour.ONCE)));
            fleet.awaitKnown(targets);
            try (SteadyLoad load =
                    new SteadyLoad(new Sender(balancer.url()), new EventSource(targets, new SplittableRandom(1)))) {
                load.awaitAccepted(100);
                load.repeatAccepted(50);
                await("each worker to complete its share")
                        .atMost(Duration.ofMinutes(1))
                        .untilAsserted(() -> assertThat(shares()).allMatch(share -> share >= SMALLEST_SHARE));

                FleetMember killed = killWhoIsAtWork(stubs);
                load.awaitAccepted(80);

                assertThat(fleet.receivers().get(0).stop()).isEqualTo(STOPPED_BY_SIGTERM);
                load.awaitAccepted(40);
                List<Post> posts = load.finish();
                await("everything to be at rest")
                        .atMost(Duration.ofMinutes(1))
                        .pollInterval(Duration.ofMillis(100))
                        .ignoreExceptions()
                        .until(() -> fleet.atRest() && intake.lag() == 0);

                assertThat(posts.stream().filter(post -> !post.forged))
                        .as("what is well signed is accepted, whoever is killed or stopped")
                        .hasSizeGreaterThan(200)
                        .extracting(Post::firstStatus)
                        .containsOnly(ACCEPTED);
                assertThat(posts)
                        .as("both receivers give an event the same id")
                        .allMatch(post -> post.ids().size() == (post.forged ? 0 : 1));
                Invariants invariants = new Invariants(fleet.jdbc());
                Verdict verdict = invariants.check(posts, stubs.calls());
                assertThat(verdict.violations()).isEmpty();
                assertThat(invariants.checkRecords(intake.more(), stubs.calls()))
                        .isEmpty();
                endedOnceEach(verdict, killed);
            }
        }
    }

    /** Of all that is completed, for each worker that runs. */
    private List<Double> shares() {
        List<String> names = fleet.jdbc()
                .sql("""
                        SELECT a.worker FROM execution_attempts a JOIN agent_test_executions x ON x.id = a.execution_id
                         WHERE a.outcome = 'completed' AND x.agent_id = ANY (CAST(:agents AS uuid[]))""")
                .param("agents", ExecutionRow.array(List.of(new UUID(0, 1), new UUID(0, 2))))
                .query(String.class)
                .list();
        return fleet.workers().stream()
                .map(worker -> names.stream().filter(worker::isWorker).count() / Math.max(1.0, names.size()))
                .toList();
    }

    /** In the middle of a call. */
    private FleetMember killWhoIsAtWork(StubAgents stubs) throws Exception {
        CompletableFuture<FleetMember> killed = new CompletableFuture<>();
        stubs.duringCall(1, id -> {
            FleetMember worker = fleet.worker(fleet.jdbc()
                    .sql("SELECT worker FROM agent_test_executions WHERE id = :id")
                    .param("id", id)
                    .query(String.class)
                    .single());
            worker.kill();
            killed.complete(worker);
        });
        return killed.get(1, TimeUnit.MINUTES);
    }

    /** Only of what the killed worker was at is unknown whether an agent acted that may not be asked twice. */
    private void endedOnceEach(Verdict verdict, FleetMember killed) {
        Map<UUID, List<String>> ends = fleet
                .jdbc()
                .sql("""
                        SELECT execution_id, outcome, worker FROM execution_attempts
                         WHERE execution_id = ANY (CAST(:ids AS uuid[])) AND outcome IN ('completed', 'lost')""")
                .param("ids", ExecutionRow.array(verdict.ids()))
                .query((row, number) -> Map.entry(
                        row.getObject("execution_id", UUID.class),
                        row.getString("outcome").equals("completed")
                                ? "completed"
                                : killed.isWorker(row.getString("worker")) ? "killed" : "lost"))
                .list()
                .stream()
                .collect(Collectors.groupingBy(
                        Map.Entry::getKey, Collectors.mapping(Map.Entry::getValue, Collectors.toList())));
        assertThat(ends).containsOnlyKeys(verdict.ids());
        assertThat(ends.values()).as("what was killed").anyMatch(each -> each.contains("killed"));
        ends.forEach((id, each) -> assertThat(each)
                .as(id.toString())
                .doesNotContain("lost")
                .containsOnlyOnce(verdict.unknown().contains(id) ? "killed" : "completed"));
    }
}
