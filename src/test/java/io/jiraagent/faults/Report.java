package io.jiraagent.faults;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.function.ToIntFunction;
import java.util.stream.Collectors;

/** The figures of a campaign: a row for each fault. */
final class Report {
    private static final String BEGIN = "<!-- figures: begin -->";
    private static final String END = "<!-- figures: end -->";
    private static final String HEAD = """
            | fault | rounds | accepted | 503 or broken | lost | doubled | other violations | unknown | letters twice | 202 again, s | at rest, s | seed, time |
            |---|---|---|---|---|---|---|---|---|---|---|---|
            """;

    private final long seed;
    private final String time = Instant.now().truncatedTo(ChronoUnit.MINUTES).toString();
    private final Map<Fault, List<RoundResult>> ofFault;
    private final Map<Fault, String> notRun;

    /** @param notRun why not, by the fault */
    Report(long seed, List<RoundResult> results, Map<Fault, String> notRun) {
        this.seed = seed;
        this.notRun = notRun;
        this.ofFault = results.stream()
                .collect(Collectors.groupingBy(RoundResult::fault, LinkedHashMap::new, Collectors.toList()));
    }

    String text() {
        return HEAD + String.join("\n", rows().values()) + "\n" + violations();
    }

    /** By the fault's name. */
    private Map<String, String> rows() {
        Map<String, String> rows = new LinkedHashMap<>();
        ofFault.forEach((fault, results) -> rows.put(fault.name(), row(fault, results)));
        notRun.forEach((fault, why) -> rows.put(fault.name(), "| `" + fault.name() + "` | not run: " + why + " |"));
        return rows;
    }

    private String row(Fault fault, List<RoundResult> results) {
        return "| `" + fault.name() + "` | " + results.size()
                + " | " + sum(results, RoundResult::accepted)
                + " | " + sum(results, RoundResult::refused)
                + " | " + sum(results, r -> r.verdict().lost().size())
                + " | " + sum(results, r -> r.verdict().doubled().size())
                + " | " + sum(results, Report::others)
                + " | " + sum(results, r -> r.verdict().unknown().size())
                + " | " + sum(results, RoundResult::repeatedLetters)
                + " | " + spread(results, RoundResult::acceptedAgain)
                + " | " + spread(results, RoundResult::atRest)
                + " | " + seed + ", " + time + " |";
    }

    private static int others(RoundResult result) {
        int named = (result.verdict().lost().isEmpty() ? 0 : 1)
                + (result.verdict().doubled().isEmpty() ? 0 : 1);
        return result.violations().size() - named;
    }

    private static int sum(List<RoundResult> results, ToIntFunction<RoundResult> figure) {
        return results.stream().mapToInt(figure).sum();
    }

    /** Median and longest. */
    private static String spread(List<RoundResult> results, Function<RoundResult, Duration> time) {
        List<Long> millis = results.stream()
                .filter(result -> !result.isAbandoned())
                .map(time)
                .map(Duration::toMillis)
                .sorted()
                .toList();
        if (millis.isEmpty()) {
            return "-";
        }
        return String.format(
                Locale.ROOT,
                "%.1f / %.1f",
                millis.get((millis.size() - 1) / 2) / 1000.0,
                millis.get(millis.size() - 1) / 1000.0);
    }

    private String violations() {
        return ofFault.values().stream()
                .flatMap(List::stream)
                .flatMap(result -> result.violations().stream()
                        .map(violation -> "VIOLATED in round " + result.round() + " of "
                                + result.fault().name() + ": " + violation))
                .collect(Collectors.joining("\n"));
    }

    /** Replaces the rows of these faults between the markers of the file, and leaves those of others. */
    void writeInto(Path file) {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE);
                FileLock lock = channel.lock()) {
            if (!lock.isValid()) {
                throw new IOException("The lock of " + file + " is gone");
            }
            String text = Files.readString(file);
            int begin = text.indexOf(BEGIN);
            int end = text.indexOf(END);
            if (begin < 0 || end < begin) {
                throw new IllegalStateException(file + " has no markers " + BEGIN + " and " + END);
            }
            String table = merged(text.substring(begin + BEGIN.length(), end));
            Files.writeString(
                    file,
                    text.substring(0, begin + BEGIN.length()) + "\n" + Machine.description() + "\n\n" + HEAD + table
                            + text.substring(end));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private String merged(String before) {
        Map<String, String> rows = before.lines()
                .filter(line -> line.startsWith("| `"))
                .collect(Collectors.toMap(line -> line.split("`", -1)[1], line -> line, (a, b) -> b));
        rows.putAll(rows());
        return Faults.all().stream()
                .map(fault -> rows.get(fault.name()))
                .filter(row -> row != null)
                .collect(Collectors.joining("\n", "", "\n"));
    }
}
