package io.jiraagent.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.jiraagent.testing.CodeBlock;
import io.jiraagent.testing.StubJira;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.kafka.tools.consumer.group.ConsumerGroupCommand;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * PostgreSQL is lost, a copy from before takes its place, and Kafka is read again, by the commands of docs/backup.md. Receivers
 * go on all the time.
 */
class BackupIT {
    private static final Path GUIDE = Path.of("docs/backup.md");
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSS").withZone(ZoneOffset.UTC);
    private static final String[] ISSUES = Stream.of(Behaviour.IDEMPOTENT, Behaviour.ONCE)
            .flatMap(behaviour -> IntStream.rangeClosed(1, EventSource.ISSUES).mapToObj(n -> behaviour + "-" + n))
            .toArray(String[]::new);

    @TempDir
    private Path folder;

    private final Fleet fleet = Fleet.shared();

    @Test
    void whatWasAcceptedSinceTheCopyIsDoneAgainWhereThatDoesNoHarmAndIsSettledWhereItWould() throws Exception {
        fleet.scale(1, 1);
        try (StubAgents stubs = new StubAgents();
                StubJira jira = new StubJira(ISSUES);
                Intake intake = new Intake(fleet.kafka().brokers())) {
            Registrations tenant = fleet.register("restored");
            tenant.connect(jira);
            Post.Target again = tenant.agent(UUID.randomUUID(), Behaviour.IDEMPOTENT, stubs.url(Behaviour.IDEMPOTENT));
            Post.Target once = tenant.agent(UUID.randomUUID(), Behaviour.ONCE, stubs.url(Behaviour.ONCE));
            fleet.awaitKnown(List.of(again, once));
            Sender sender = new Sender(fleet.receivers().get(0).url());

            Instant begun;
            BaseBackup backup;
            List<String> told;
            List<Post> posts;
            try (SteadyLoad load =
                    new SteadyLoad(sender, new EventSource(List.of(again, once), new SplittableRandom(1)))) {
                load.awaitAccepted(10);
                begun = Instant.now();
                backup = BaseBackup.take(fleet.postgres(), folder.resolve("backup"));
                told = created(jira);
                load.awaitAccepted(80);
                posts = load.finish();
            }
            awaitRest(intake);
            assertThat(created(jira)).as("comments that the copy does not know").hasSizeGreaterThan(told.size());

            List<Post> meanwhile;
            fleet.stopWorkers();
            fleet.postgres().kill();
            String loss = Instant.now().toString();
            try (SteadyLoad load = new SteadyLoad(sender, new EventSource(List.of(again), new SplittableRandom(2)))) {
                load.awaitAccepted(10);
                meanwhile = load.finish();
            }
            backup.restore();
            fleet.postgres().start();
            assertThat(withoutRow(posts)).as("lost with the database").isNotEmpty();
            readAgainFrom(begun);
            fleet.jdbc().sql(guide("sql").get(0)).update();
            fleet.scale(1, 1);
            await("Kafka to be read again").atMost(Duration.ofMinutes(1)).until(() -> intake.lag() == 0);
            fleet.jdbc().sql(guide("sql").get(1).replace("<loss>", loss)).update();
            fleet.jdbc().sql(guide("sql").get(2)).update();
            awaitRest(intake);

            assertThat(meanwhile.stream().filter(post -> !post.forged))
                    .as("receivers need no database")
                    .allMatch(post -> post.firstStatus() == 202);
            Collection<ExecutionRow> repeated =
                    rows(Stream.concat(posts.stream(), meanwhile.stream()).filter(post -> post.target.equals(again)));
            assertThat(repeated).isNotEmpty().allMatch(row -> row.terminal() && !row.failed());
            Collection<ExecutionRow> settled = rows(posts.stream().filter(post -> post.target.equals(once)));
            assertThat(settled).isNotEmpty().allMatch(row -> row.terminal() && (!row.failed() || row.unknown()));
            assertThat(settled).as("done after the copy").anyMatch(ExecutionRow::unknown);
            assertThat(settled).as("done before the copy").anyMatch(row -> !row.failed());
            Map<UUID, Long> acted = stubs.calls().stream()
                    .filter(call -> call.effective)
                    .collect(Collectors.groupingBy(call -> call.executionId, Collectors.counting()));
            assertThat(settled).allMatch(row -> acted.get(row.id()) == 1);
            assertThat(repeated).as("done again").anyMatch(row -> acted.get(row.id()) == 2);
            assertThat(created(jira))
                    .as("each comment is posted once, whatever the database knows")
                    .doesNotHaveDuplicates();
        }
    }

    /** Issues that a comment was posted to, once for each time. */
    private static List<String> created(StubJira jira) {
        return jira.requests().stream()
                .filter(request -> request.startsWith("POST "))
                .toList();
    }

    private static List<String> guide(String language) {
        return CodeBlock.in(GUIDE).stream()
                .filter(block -> block.language().equals(language))
                .map(CodeBlock::text)
                .toList();
    }

    /** By the guide's own command. */
    private void readAgainFrom(Instant time) throws IOException, InterruptedException {
        String command = "kafka-consumer-groups.sh() { '" + Jvm.JAVA + "' " + ConsumerGroupCommand.class.getName()
                + " \"$@\"; }\n"
                + guide("sh").get(0).replaceAll("2026-[-0-9T:.]+", TIME.format(time));
        ProcessBuilder shell = new ProcessBuilder("bash", "-euo", "pipefail", "-c", command).redirectErrorStream(true);
        shell.environment()
                .putAll(Map.of(
                        "CLASSPATH",
                        System.getProperty("java.class.path"),
                        "KAFKA_BROKERS",
                        fleet.kafka().brokers()));
        Process process = shell.start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(output).isZero();
        assertThat(output).contains("agent-executions", "NEW-OFFSET");
    }

    private Set<UUID> withoutRow(List<Post> posts) {
        return rows(posts.stream()).stream()
                .filter(row -> row.id() == null)
                .map(ExecutionRow::wanted)
                .collect(Collectors.toSet());
    }

    private Collection<ExecutionRow> rows(Stream<Post> posts) {
        return ExecutionRow.find(
                        fleet.jdbc(), posts.flatMap(post -> post.ids().stream()).toList())
                .values();
    }

    /** Also of what the copy says a worker is at: nobody takes a comment before that worker's lease is over, after two minutes. */
    private void awaitRest(Intake intake) {
        await("everything to be at rest, and told")
                .atMost(Duration.ofMinutes(4))
                .pollInterval(Duration.ofMillis(100))
                .ignoreExceptions()
                .untilAsserted(() -> {
                    assertThat(intake.lag()).as("lag").isZero();
                    assertThat(unfinished()).isEmpty();
                });
    }

    private List<Map<String, Object>> unfinished() {
        return fleet.jdbc().sql("""
                        SELECT CAST(to_json(x) AS text) FROM agent_test_executions x WHERE status IN ('queued', 'in_progress')
                        UNION ALL
                        SELECT CAST(to_json(c) AS text) FROM jira_comments c WHERE state = 'pending'""").query().listOfRows();
    }
}
