package io.jiraagent.runtime;

import java.util.ArrayDeque;
import java.util.Deque;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What has been started, to be stopped in the reverse order, each even if another fails. Not thread-safe. */
final class CloseStack implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(CloseStack.class);

    private final Deque<AutoCloseable> started = new ArrayDeque<>();

    <T extends AutoCloseable> T push(T closeable) {
        started.push(closeable);
        return closeable;
    }

    @Override
    @SuppressWarnings("InterruptedExceptionSwallowed") // stopping goes on whatever happens
    public void close() {
        while (!started.isEmpty()) {
            AutoCloseable next = started.pop();
            try {
                next.close();
            } catch (Exception e) {
                LOG.warn("{} did not stop cleanly: {}", next.getClass().getSimpleName(), e.toString());
            }
        }
    }
}
