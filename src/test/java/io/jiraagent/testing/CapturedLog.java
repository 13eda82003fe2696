package io.jiraagent.testing;

import java.util.List;
import java.util.Map;
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
    private final Appender appender = new Appender();
    private final Logger root = (Logger) LogManager.getRootLogger();

    public CapturedLog() {
        appender.start();
        root.addAppender(appender);
    }

    public List<String> lines() {
        return List.copyOf(lines);
    }

    /** Of each line with these words: what it bears beside its text. */
    public List<Map<String, String>> contexts(String words) {
        return events.stream()
                .filter(event -> event.getMessage().getFormattedMessage().contains(words))
                .map(event -> event.getContextData().toMap())
                .toList();
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
            events.add(event.toImmutable());
            lines.add(event.getMessage().getFormattedMessage());
            for (Throwable t = event.getThrown(); t != null; t = t.getCause()) {
                lines.add(t.toString());
            }
        }
    }
}
