package io.jiraagent.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.jiraagent.testing.RunningProgram;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.Map;
import picocli.CommandLine;

/** One run of the command line, in this process. */
record CommandRun(int exitCode, String out, String err) {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    /** Against the program that all tests share. */
    static CommandRun of(String... arguments) {
        return with(RunningProgram.shared().environment(), arguments);
    }

    static CommandRun with(Map<String, String> environment, String... arguments) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        CommandLine commandLine = RootCommand.commandLine(Path.of("."), environment)
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(err));
        int exitCode = commandLine.execute(arguments);
        return new CommandRun(exitCode, out.toString(), err.toString());
    }

    CommandRun succeeded() {
        assertThat(exitCode).as(err).isZero();
        return this;
    }

    /** What was printed, which is JSON and nothing else. */
    JsonNode json() {
        succeeded();
        try {
            return JSON.readTree(out);
        } catch (JsonProcessingException e) {
            throw new AssertionError(out, e);
        }
    }

    String json(String field) {
        return json().path(field).asText();
    }

    /** The value of a line {@code NAME='value'}. */
    String value(String name) {
        succeeded();
        assertThat(out).containsPattern("(?m)^" + name + "='[^']+'$");
        return out.replaceAll("(?s).*(?:^|\\R)" + name + "='([^']+)'.*", "$1");
    }
}
