package io.jiraagent.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The short form of {@code bench/faults}: one round of some faults. */
class FaultsIT {
    /** Kafka's comes first, so that its dead letters, which wait for a while, are there at the end. */
    private static final List<String> FAULTS = List.of(
            "kafka-kill", "kill-acknowledged", "kill-answered", "postgres-kill", "duplicate-sends", "clock-back");

    private static final long SEED = 1;

    @TempDir
    private Path directory;

    private static List<Fault> faults() {
        List<Fault> all = Faults.all();
        List<Fault> chosen = new ArrayList<>(FAULTS.stream()
                .map(name -> all.stream()
                        .filter(fault -> fault.name().equals(name))
                        .findFirst()
                        .orElseThrow())
                .toList());
        all.stream().filter(fault -> !fault.agents().isEmpty()).forEach(chosen::add);
        return chosen;
    }

    @Test
    void nothingIsLostOrDoubledWhateverBreaks() {
        PrintWriter out = new PrintWriter(System.out, true, StandardCharsets.UTF_8);
        try (Site site = new Site(directory, new byte[32], Optional.empty())) {
            site.start(Instrument.KILL_POINTS);

            List<RoundResult> results = new Campaign(site, SEED, 1, out).run(faults());

            String report = new Report(SEED, results, Map.of()).text();
            out.println(report);
            assertThat(results).hasSize(faults().size());
            assertThat(results)
                    .as(report)
                    .allSatisfy(result -> assertThat(result.violations()).isEmpty())
                    .allSatisfy(result -> assertThat(result.accepted()).isPositive());
        }
    }
}
