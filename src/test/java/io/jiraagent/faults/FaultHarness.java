package io.jiraagent.faults;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The command {@code bench/faults}. */
@Command(
        name = "bench/faults",
        mixinStandardHelpOptions = true,
        description = {
            "Breaks the program, Kafka, PostgreSQL and agents under load, and checks that nothing is lost or doubled.",
            "Everything runs in processes of its own on 127.0.0.1, and is gone at the end.",
            "Two may run at once when their faults differ."
        },
        footer = "Exit codes: 0 every promise was kept, 1 one was not, or something failed, 2 wrong usage.")
public final class FaultHarness implements Callable<Integer> {
    private static final int KEY_BYTES = 32;

    @Spec
    private CommandSpec spec;

    @Option(names = "--rounds", defaultValue = "20", description = "of each fault (default: ${DEFAULT-VALUE})")
    private int rounds;

    @Option(
            names = "--seed",
            defaultValue = "1",
            description = "settles events, moments and lengths of the faults (default: ${DEFAULT-VALUE})")
    private long seed;

    @Option(names = "--fault", split = ",", paramLabel = "<name>", description = "only these (default: all)")
    private List<String> names = List.of();

    @Option(names = "--list", description = "say which faults there are, and end")
    private boolean list;

    @Option(names = "--out", paramLabel = "<file>", description = "puts the figures into the table of this file")
    private Path report;

    public static void main(String[] arguments) {
        System.exit(new CommandLine(new FaultHarness()).execute(arguments));
    }

    @Override
    public Integer call() {
        PrintWriter out = spec.commandLine().getOut();
        if (list) {
            Faults.all().forEach(fault -> out.printf("%-28s %s%n", fault.name(), fault.description()));
            return 0;
        }
        if (rounds < 1) {
            throw new ParameterException(spec.commandLine(), "--rounds: a number from 1, not " + rounds);
        }
        Path directory = Path.of(
                "target", "faults", Long.toString(ProcessHandle.current().pid()));
        Map<Optional<String>, List<Fault>> ofSites = chosen().stream()
                .collect(Collectors.groupingBy(Fault::folderOnSmallDisk, LinkedHashMap::new, Collectors.toList()));
        List<RoundResult> results = new ArrayList<>();
        Map<Fault, String> notRun = new LinkedHashMap<>();
        ofSites.forEach((folder, faults) -> {
            Optional<String> obstacle = folder.flatMap(any -> SmallDisk.obstacle(directory.resolve("disk")));
            obstacle.ifPresentOrElse(
                    why -> faults.forEach(fault -> notRun.put(fault, why)),
                    () -> results.addAll(run(directory.resolve(folder.orElse("common")), folder, faults, out)));
        });
        Report figures = new Report(seed, results, notRun);
        out.println(figures.text());
        if (report != null) {
            figures.writeInto(report);
        }
        boolean kept = results.stream().allMatch(result -> result.violations().isEmpty());
        if (kept) {
            delete(directory);
        } else {
            out.println("A promise was not kept; data and logs are in " + directory);
        }
        out.flush();
        return kept ? 0 : 1;
    }

    private List<Fault> chosen() {
        List<String> known = Faults.all().stream().map(Fault::name).toList();
        for (String name : names) {
            if (!known.contains(name)) {
                throw new ParameterException(
                        spec.commandLine(), "--fault: '" + name + "' is none of " + String.join(", ", known));
            }
        }
        return Faults.all().stream()
                .filter(fault -> names.isEmpty() || names.contains(fault.name()))
                .toList();
    }

    private List<RoundResult> run(
            Path directory, Optional<String> folderOnSmallDisk, List<Fault> faults, PrintWriter out) {
        byte[] idKey =
                Arrays.copyOf(ByteBuffer.allocate(Long.BYTES).putLong(seed).array(), KEY_BYTES);
        try (Site site = new Site(directory, idKey, folderOnSmallDisk)) {
            site.start(faults.get(0).instrument());
            return new Campaign(site, seed, rounds, out).run(faults);
        }
    }

    private static void delete(Path directory) {
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
