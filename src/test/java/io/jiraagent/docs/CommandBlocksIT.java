package io.jiraagent.docs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.jiraagent.testing.CodeBlock;
import io.jiraagent.testing.RunningProgram;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * The command blocks of the pages that people paste from, as they stand there and in their order: a shell for each page, in a copy
 * of the folder with the built program, which both share. A comment before a block says if it runs {@code in the background},
 * what it {@code prints}, or why it is {@code not run}.
 */
class CommandBlocksIT {
    private static final List<String> PAGES = List.of("docs/quick-start.md", "README.md");
    private static final String BACKGROUND = "test: in the background";
    private static final String PRINTS = "test: prints ";
    private static final String NOT_RUN = "test: not run, ";
    private static final Duration PATIENCE = Duration.ofMinutes(4);

    private final Map<String, String> environment = Map.of(
            "SERVER_PORT", Integer.toString(RunningProgram.freePort()),
            "MANAGEMENT_PORT", Integer.toString(RunningProgram.freePort()),
            "PORT", Integer.toString(RunningProgram.freePort()),
            "JAVA_OPTS", "-Xmx384m -XX:+UseSerialGC -XX:TieredStopAtLevel=1");
    private final List<Process> processes = new ArrayList<>();
    private Path folder;

    @BeforeEach
    void copy() throws IOException {
        folder = Files.createTempDirectory(Path.of("target").toAbsolutePath(), "commands");
        for (String name : List.of("jira-agent", "application.properties", "routes", "docs/examples")) {
            Files.createDirectories(folder.resolve(name).getParent());
            try (Stream<Path> files = Files.walk(Path.of(name))) {
                for (Path file : files.toList()) {
                    Files.copy(file, folder.resolve(file.toString()));
                }
            }
        }
        Files.createSymbolicLink(folder.resolve("target"), folder.getParent());
    }

    @AfterEach
    void end() {
        processes.forEach(process -> process.descendants().forEach(ProcessHandle::destroy));
        processes.forEach(Process::destroy);
        processes.forEach(process -> process.onExit().join());
    }

    @Test
    void everyBlockDoesWhatThePageSays() throws IOException, InterruptedException {
        String started = null;
        for (String page : PAGES) {
            List<CodeBlock> toRun = new ArrayList<>();
            for (CodeBlock block : blocks(page)) {
                if (block.remark().startsWith(NOT_RUN)) {
                    assertThat(finish(shell("-n", "-c", block.text()))).isEmpty();
                } else if (!block.remark().equals(BACKGROUND)) {
                    toRun.add(block);
                } else if (started == null) {
                    started = block.text();
                    startProgram(block);
                } else {
                    assertThat(block.text()).as("the program that runs already").isEqualTo(started);
                }
            }
            runInOneShell(toRun);
        }
    }

    private static List<CodeBlock> blocks(String page) {
        List<CodeBlock> blocks = CodeBlock.in(Path.of(page)).stream()
                .filter(block -> !block.language().isEmpty())
                .toList();
        assertThat(blocks).extracting(CodeBlock::language).containsOnly("bash");
        assertThat(blocks)
                .extracting(CodeBlock::remark)
                .as("the remarks that there are")
                .allMatch(remark -> remark.isEmpty()
                        || remark.equals(BACKGROUND)
                        || remark.startsWith(PRINTS)
                        || remark.startsWith(NOT_RUN));
        return blocks;
    }

    private void startProgram(CodeBlock block) throws IOException {
        Process program = shell("-euo", "pipefail", "-c", block.text());
        await(block + " to be ready")
                .atMost(PATIENCE)
                .failFast(
                        () -> assertThat(program.isAlive()).as(output(program)).isTrue())
                .until(() -> output(program).contains("is ready on"));
    }

    private void runInOneShell(List<CodeBlock> blocks) throws IOException, InterruptedException {
        StringBuilder script = new StringBuilder("trap 'kill $(jobs -p) 2> /dev/null || true' EXIT\n");
        for (CodeBlock block : blocks) {
            script.append("echo '@@ ").append(block).append("'\n").append(block.text());
        }
        Path file = Files.writeString(folder.resolve("blocks-" + processes.size() + ".sh"), script);
        String output = finish(shell("-euo", "pipefail", file.toString()));
        for (CodeBlock block : blocks) {
            String printed =
                    output.substring(output.indexOf("@@ " + block + "\n")).split("\n@@ ", 2)[0];
            if (block.remark().startsWith(PRINTS)) {
                assertThat(printed).contains(block.remark().substring(PRINTS.length()));
            }
        }
    }

    /** What it printed, when it has ended well. */
    private String finish(Process shell) throws InterruptedException {
        await("the end of the shell").atMost(PATIENCE).until(() -> !shell.isAlive());
        assertThat(shell.waitFor()).as(output(shell)).isZero();
        return output(shell);
    }

    private Process shell(String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of("bash"));
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("output-" + processes.size()).toFile());
        builder.environment().putAll(environment);
        Process process = builder.start();
        processes.add(process);
        return process;
    }

    private String output(Process process) {
        try {
            return Files.readString(folder.resolve("output-" + processes.indexOf(process)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
