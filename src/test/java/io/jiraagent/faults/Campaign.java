package io.jiraagent.faults;

import java.io.PrintWriter;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;

/** Some faults, each for some rounds, on one site. */
final class Campaign {
    private final Site site;
    private final long seed;
    private final int rounds;
    private final PrintWriter out;

    Campaign(Site site, long seed, int rounds, PrintWriter out) {
        this.site = site;
        this.seed = seed;
        this.rounds = rounds;
        this.out = out;
    }

    List<RoundResult> run(List<Fault> faults) {
        List<RoundResult> results = new ArrayList<>();
        for (List<Fault> together : together(faults)) {
            for (int round = 1; round <= rounds; round++) {
                for (RoundResult result : round(together, round)) {
                    results.add(result);
                    say(result);
                }
            }
        }
        out.println(now() + " waiting for the last dead letters");
        out.flush();
        new DeadLetterCheck(site.jdbc(), site.kafka().brokers()).conclude(results);
        results.stream().filter(result -> !result.isAbandoned()).forEach(result -> result.atRestAfter(restOf(result)));
        return results;
    }

    /** Agents do not meet, so all that misbehave do it in one round. */
    private static List<List<Fault>> together(List<Fault> faults) {
        List<List<Fault>> groups = new ArrayList<>();
        List<Fault> agents = new ArrayList<>();
        for (Fault fault : faults) {
            if (fault.agents().isEmpty()) {
                groups.add(List.of(fault));
            } else if (agents.isEmpty()) {
                groups.add(agents);
            }
            if (!fault.agents().isEmpty()) {
                agents.add(fault);
            }
        }
        return groups;
    }

    private List<RoundResult> round(List<Fault> faults, int number) {
        String name = faults.get(0).name();
        SplittableRandom random = new SplittableRandom(seed ^ ((long) name.hashCode() << 32) ^ number);
        try {
            return new Round(site, faults, number, random).run();
        } catch (RuntimeException e) {
            site.repair();
            return faults.stream()
                    .map(fault -> RoundResult.abandoned(fault, number, e))
                    .toList();
        }
    }

    private void say(RoundResult result) {
        out.printf(
                "%s %s %d/%d: %d accepted, %d not; again after %.1f s; %d unknown; %s%n",
                now(),
                result.fault().name(),
                result.round(),
                rounds,
                result.accepted(),
                result.refused(),
                result.acceptedAgain().toMillis() / 1000.0,
                result.verdict().unknown().size(),
                result.violations().isEmpty() ? "kept" : "VIOLATED " + result.violations());
        out.flush();
    }

    private Duration restOf(RoundResult result) {
        Instant last = site.jdbc()
                .sql("""
                        SELECT max(greatest(e.completed_at, e.dead_lettered_at)) FROM agent_test_executions e
                         WHERE e.id = ANY (CAST(:ids AS uuid[]))""")
                .param("ids", ExecutionRow.array(result.touched()))
                .query(Timestamp.class)
                .optional()
                .map(Timestamp::toInstant)
                .orElse(result.struckAt());
        return last.isBefore(result.struckAt()) ? Duration.ZERO : Duration.between(result.struckAt(), last);
    }

    private static String now() {
        return LocalTime.now(ZoneOffset.UTC).format(DateTimeFormatter.ofPattern("HH:mm:ss", Locale.ROOT));
    }
}
