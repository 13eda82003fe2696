package io.jiraagent.testing;

import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.core.LogEvent;
import org.apache.logging.log4j.core.Logger;
import org.apache.logging.log4j.core.appender.AbstractAppender;
import org.apache.logging.log4j.core.config.Property;

/** Everything that is logged in this process while it is open, with the stack traces. */
public final class CapturedLog implements AutoCloseable {
    private final List<String> lines = new CopyOnWriteArrayList<>();
    private final List<LogEvent> events = new CopyOnWriteArrayList<>();
    private final Set<String> marks = ConcurrentHashMap.newKeySet();
    private final Appender appender = new Appender();
    private final Logger root = (Logger) LogManager.getRootLogger();

    public CapturedLog() {
        appender.start();
        root.addAppender(appender);
    }

    public List<String> lines() {
        awaitWritten();
        return List.copyOf(lines);
    }

    /** Of each line with these words: what it bears beside its text. */
    public List<Map<String, String>> contexts(String words) {
        awaitWritten();
        return events.stream()
                .filter(event -> event.getMessage().getFormattedMessage().contains(words))
                .map(event -> event.getContextData().toMap())
                .toList();
    }

    /** Lines are written by a thread of their own, in the order in which they were logged. */
    private void awaitWritten() {
        String mark = "Captured until " + UUID.randomUUID();
        root.error(mark);
        await().pollInterval(Duration.ofMillis(1)).until(() -> marks.contains(mark));
    }

    @Override
    public void close() {
        root.removeAppender(appender);
        appender.stop();
    }

    private final class Appender extends AbstractAppender {
        Appender() {
            super("captured", null, null, true, Property.EMPTY_ARRAY);
        }

        @Override
        public void append(LogEvent event) {
            String message = event.getMessage().getFormattedMessage();
            if (message.startsWith("Captured until ")) {
                marks.add(message);
                return;
            }
            events.add(event.toImmutable());
            lines.add(message);
            for (Throwable t = event.getThrown(); t != null; t = t.getCause()) {
                lines.add(t.toString());
            }
        }
    }
}
