package io.jiraagent.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The launcher keeps the loaded classes of a run for the next one, and goes on without them where they are of no use. */
class LauncherIT {
    private static final String NO_PROCESS = "4194999";

    @TempDir
    private Path home;

    @BeforeEach
    void anInstallation() throws IOException {
        Path target = Files.createDirectory(home.resolve("target"));
        Files.copy(Path.of("jira-agent"), home.resolve("jira-agent"), StandardCopyOption.COPY_ATTRIBUTES);
        Files.copy(Path.of("application.properties"), home.resolve("application.properties"));
        Files.copy(Path.of("target/jira-agent-routes.jar"), target.resolve("jira-agent-routes.jar"));
        Files.createSymbolicLink(target.resolve("lib"), Path.of("target/lib").toAbsolutePath());
    }

    private record Run(int exit, String output) {}

    private Run launch(String... arguments) throws IOException, InterruptedException {
        List<String> command =
                new ArrayList<>(List.of(home.resolve("jira-agent").toString()));
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        // One without the other: the run ends at once.
        builder.environment().put("KAFKA_BROKERS", "127.0.0.1:9");
        Process process = builder.start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Run(process.waitFor(), output);
    }

    private List<String> archives() throws IOException {
        try (Stream<Path> files = Files.list(home.resolve("target"))) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.startsWith("classes-"))
                    .toList();
        }
    }

    @Test
    void whatARunHasLoadedIsTakenByWhoeverComesNext() throws IOException, InterruptedException {
        Run first = launch("run");
        assertThat(first.output()).contains("DATABASE_URL").doesNotContain("[warning]");
        assertThat(archives()).singleElement().asString().matches("classes-\\d+\\.jsa\\.\\d+");

        assertThat(launch("--version").exit()).isZero();
        assertThat(archives()).singleElement().asString().matches("classes-\\d+\\.jsa");

        assertThat(launch("run").output()).isEqualTo(first.output());
        assertThat(archives()).as("written once").singleElement().asString().matches("classes-\\d+\\.jsa");
    }

    @Test
    void aDamagedOneIsThrownAway() throws IOException, InterruptedException {
        launch("run");
        Path written = home.resolve("target").resolve(archives().get(0));
        byte[] half = Files.readAllBytes(written);
        Path damaged = home.resolve("target")
                .resolve(written.getFileName().toString().replaceAll("\\.\\d+$", "." + NO_PROCESS));
        Files.write(damaged, Arrays.copyOf(half, half.length / 2));
        Files.delete(written);

        Run run = launch("--version");

        assertThat(run.exit()).isZero();
        assertThat(run.output()).startsWith("jira-agent ");
        assertThat(archives()).isEmpty();
    }
}
