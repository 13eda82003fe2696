package io.jiraagent.quality;

import io.jiraagent.agent.model.SimulatedAnswers;
import io.jiraagent.agent.model.SimulatedAnswers.Claim;
import io.jiraagent.agent.model.SimulatedAnswers.Place;
import io.jiraagent.quality.TicketSet.Relation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/**
 * Writes {@code docs/quality.md} from {@code bench/quality/quality.md}, and the counts that {@link QualityTest} holds the
 * product to. Its name keeps it out of the build; {@code bench/quality/run.sh} runs it.
 */
class QualityReport {
    private static final Path FOLDER = Path.of("bench/quality");
    private static final String COUNTS = " | right | wrong | missed | precision | recall | F1";
    private static final double[] THRESHOLDS = {
        0.25, 0.3, 0.35, 0.4, 0.45, 0.5, 0.55, 0.6, 0.65, 0.7, 0.72, 0.75, 0.8, 0.85
    };

    @Test
    void write() throws IOException, SQLException {
        Quality tuning = Quality.of(TicketSet.tuning());
        Quality heldOut = Quality.of(TicketSet.heldOut());
        Map<String, String> tables = new LinkedHashMap<>();
        try (TicketTable table = new TicketTable()) {
            Comparison tuningPairs = Comparison.of(tuning.set(), table);
            Comparison heldOutPairs = Comparison.of(heldOut.set(), table);
            tables.put("tickets", tickets(tuning.set(), heldOut.set()));
            tables.put("sections", counts("section", tuning.sections(), heldOut.sections()));
            tables.put("questions", counts("about", tuning.questions(), heldOut.questions()));
            tables.put("languages", by("language", tuning, heldOut, TypedTicket::language));
            tables.put("formats", by("format", tuning, heldOut, TypedTicket::format));
            tables.put("types", by("type", tuning, heldOut, TypedTicket::type));
            tables.put("duplicates", thresholds(tuningPairs, heldOutPairs));
            tables.put("reliability", Reliability.table(tuningPairs, heldOutPairs));
            tables.put("brier", Reliability.errors(tuningPairs, heldOutPairs));
            new RecordedCounts(FOLDER.resolve("counts.json"))
                    .write(Quality.ofBoth(tuning, heldOut), tuningPairs, heldOutPairs);
        }
        tables.put("claims", claims());
        String report = Files.readString(FOLDER.resolve("quality.md"));
        for (Map.Entry<String, String> table : tables.entrySet()) {
            report = report.replace("{{" + table.getKey() + "}}", table.getValue());
        }
        Files.writeString(Path.of("docs/quality.md"), report);
        Files.createDirectories(Path.of("target/quality"));
        Files.writeString(Path.of("target/quality/mistakes.txt"), mistakes(tuning));
    }

    private static String tickets(TicketSet... sets) {
        StringBuilder table = new StringBuilder(
                "| set | tickets | pairs of duplicates | near misses | other pairs |\n|---|---|---|---|---|\n");
        for (TicketSet set : sets) {
            table.append(String.format(
                    Locale.ROOT,
                    "| %s | %d | %d | %d | %d |%n",
                    set.name(),
                    set.tickets().size(),
                    set.count(Relation.DUPLICATE),
                    set.count(Relation.NEAR_MISS),
                    set.count(Relation.OTHER)));
        }
        return table.toString().strip();
    }

    private static String by(String title, Quality tuning, Quality heldOut, Function<TypedTicket, String> property) {
        return counts(title, tuning.sectionsBy(property), heldOut.sectionsBy(property));
    }

    private static String counts(String title, Map<String, Counts> tuning, Map<String, Counts> heldOut) {
        StringBuilder table =
                new StringBuilder("| set | " + title + COUNTS + " |\n|---|---|---|---|---|---|---|---|\n");
        rows(table, "tuning", tuning);
        rows(table, "held out", heldOut);
        return table.toString().strip();
    }

    private static void rows(StringBuilder table, String set, Map<String, Counts> counts) {
        counts.forEach((name, count) -> row(table, set, name, count));
        row(table, set, "**all**", Quality.sum(counts.values().stream()));
    }

    private static void row(StringBuilder table, String set, String name, Counts counts) {
        table.append("| " + set + " | " + name + " | " + counts.cells() + " |\n");
    }

    private static String claims() throws IOException {
        StringBuilder table =
                new StringBuilder("| claims | all | in a section | marked as suggestion | in a question or reason"
                        + " | left out |\n|---|---|---|---|---|---|\n");
        for (boolean supported : new boolean[] {true, false}) {
            List<Claim> claims = SimulatedAnswers.claims().stream()
                    .filter(claim -> claim.supported() == supported)
                    .toList();
            table.append("| " + (supported ? "in the ticket" : "not in the ticket") + " | " + claims.size());
            for (Place place : List.of(Place.SECTION, Place.SUGGESTION, Place.QUESTION_OR_REASON, Place.LEFT_OUT)) {
                table.append(" | "
                        + claims.stream()
                                .filter(claim -> claim.place() == place)
                                .count());
            }
            table.append(" |\n");
        }
        return table.toString().strip();
    }

    private static String thresholds(Comparison... comparisons) {
        StringBuilder table =
                new StringBuilder("| set | score from" + COUNTS + " |\n|---|---|---|---|---|---|---|---|\n");
        for (Comparison comparison : comparisons) {
            for (double threshold : THRESHOLDS) {
                row(table, comparison.set().name(), String.valueOf(threshold), comparison.from(threshold));
            }
            row(table, comparison.set().name(), "`duplicate`", comparison.duplicates());
        }
        return table.toString().strip();
    }

    /** Of the tuning set alone: who looks at those held out begins to tune by them. */
    private static String mistakes(Quality tuning) {
        return tuning.readings().stream()
                .filter(reading -> !reading.mistakes().isEmpty())
                .map(reading -> reading.ticket().key() + " (" + reading.ticket().type() + ", "
                        + reading.ticket().language() + ")\n  " + String.join("\n  ", reading.mistakes()))
                .collect(Collectors.joining("\n"));
    }
}
