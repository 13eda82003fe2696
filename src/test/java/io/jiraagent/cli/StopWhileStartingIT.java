package io.jiraagent.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whoever stops the program may do so at any time: whatever it has started by then ends with it. */
class StopWhileStartingIT {
    private static final int TERMINATED = 143;

    @TempDir
    private Path data;

    @Test
    void noServerIsLeftBehind() throws IOException, InterruptedException {
        Process program = launch();
        List<String> output = new ArrayList<>();
        try (BufferedReader lines = program.inputReader()) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                output.add(line);
                if (line.endsWith("(jira-agent-routes) is starting")) {
                    // Process.destroy() would also close what is read here.
                    program.toHandle().destroy();
                }
            }
        }

        assertThat(program.waitFor()).as(String.join("\n", output)).isEqualTo(TERMINATED);
        assertThat(data.resolve("postgres/data/postmaster.pid")).doesNotExist();
        assertThat(output)
                .as("routes ended in good order")
                .anyMatch(line -> line.contains("(jira-agent-routes) shutdown in "));
    }

    private Process launch() throws IOException {
        ProcessBuilder builder = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx512m",
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        "io.jiraagent.JiraAgent",
                        "run")
                .redirectErrorStream(true);
        builder.environment()
                .putAll(Map.of(
                        "DATA_DIR", data.toString(),
                        "SERVER_HOST", "127.0.0.1",
                        "SERVER_PORT", freePort(),
                        "MANAGEMENT_PORT", freePort()));
        return builder.start();
    }

    private static String freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return Integer.toString(socket.getLocalPort());
        }
    }
}
