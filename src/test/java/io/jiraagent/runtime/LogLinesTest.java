package io.jiraagent.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.core.LoggerContext;
import org.apache.logging.log4j.core.StringLayout;
import org.apache.logging.log4j.core.config.Configurator;
import org.apache.logging.log4j.core.impl.Log4jLogEvent;
import org.apache.logging.log4j.message.SimpleMessage;
import org.junit.jupiter.api.Test;

/** What a sender writes cannot make a line that looks like an event of its own. */
class LogLinesTest {
    private static final String FORGED = "2026-01-01T00:00:00,000+00:00 INFO  [main] Forged all is well";

    private static List<String> lines(String message, Throwable thrown) {
        LoggerContext context = new LoggerContext(
                "log-lines", null, Path.of("src/main/resources/log4j2.xml").toUri());
        context.start();
        try {
            StringLayout layout = (StringLayout)
                    context.getConfiguration().getAppender("console").getLayout();
            return layout.toSerializable(Log4jLogEvent.newBuilder()
                            .setLoggerName("io.jiraagent.Test")
                            .setLevel(Level.WARN)
                            .setMessage(new SimpleMessage(message))
                            .setThrown(thrown)
                            .build())
                    .lines()
                    .toList();
        } finally {
            Configurator.shutdown(context);
        }
    }

    @Test
    void aMessageIsOneLine() {
        assertThat(lines("a\r\n" + FORGED, null)).hasSize(1);
    }

    @Test
    void theLinesOfAStackTraceBeginWithABar() {
        List<String> lines = lines("It failed", new IllegalStateException("x\n" + FORGED + "\r" + FORGED));

        assertThat(lines).hasSizeGreaterThan(4);
        assertThat(lines.get(0)).endsWith("It failed");
        assertThat(lines.subList(1, lines.size()))
                .allSatisfy(line -> assertThat(line).startsWith("  | "));
        assertThat(String.join("\n", lines)).contains("  | " + FORGED);
    }
}
