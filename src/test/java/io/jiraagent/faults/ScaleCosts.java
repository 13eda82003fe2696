package io.jiraagent.faults;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** What the processes of a fleet have used so far: processor time in nanoseconds, and bytes. */
record ScaleCosts(
        long receivers, long workers, long kafka, long postgres, long topicBytes, long tableBytes, long walBytes) {
    static final String HEADER = """
            | an execution of `echo` with | CPU µs: receiver | workers | Kafka | PostgreSQL | bytes: Kafka | tables, indexes | WAL |
            |---|---|---|---|---|---|---|---|""";

    static ScaleCosts read(Fleet fleet) {
        return new ScaleCosts(
                cpu(fleet.receivers()),
                cpu(fleet.workers()),
                fleet.kafka().cpu().toNanos(),
                fleet.postgres().cpu().toNanos(),
                bytes(fleet.kafka().directory()),
                number(fleet, """
                        SELECT sum(pg_total_relation_size(c)) FROM unnest(ARRAY['agent_test_executions',
                               'execution_attempts', 'execution_aliases']::regclass[]) AS c"""),
                number(fleet, "SELECT CAST(pg_current_wal_lsn() - '0/0' AS bigint)"));
    }

    private static long number(Fleet fleet, String sql) {
        return fleet.jdbc().sql(sql).query(Long.class).single();
    }

    private static long cpu(List<FleetMember> members) {
        return members.stream().mapToLong(member -> member.cpu().toNanos()).sum();
    }

    /** Of the intake topic's segments; Kafka allocates indexes beforehand. */
    private static long bytes(Path kafka) {
        try (Stream<Path> files = Files.walk(kafka)) {
            return files.filter(file -> file.toString().contains("/agent-executions-")
                            && file.toString().endsWith(".log"))
                    .mapToLong(file -> file.toFile().length())
                    .sum();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A row of the table under {@link #HEADER}. */
    String since(ScaleCosts before, int workerCount, int executions) {
        return String.format(
                Locale.ROOT,
                "| %d workers | %d | %d | %d | %d | %d | %d | %d |",
                workerCount,
                micros(receivers - before.receivers, executions),
                micros(workers - before.workers, executions),
                micros(kafka - before.kafka, executions),
                micros(postgres - before.postgres, executions),
                (topicBytes - before.topicBytes) / executions,
                (tableBytes - before.tableBytes) / executions,
                (walBytes - before.walBytes) / executions);
    }

    private static long micros(long nanos, int executions) {
        return nanos / 1000 / executions;
    }
}
