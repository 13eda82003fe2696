package io.jiraagent.embedded;

import java.io.IOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Watches the disk under the embedded PostgreSQL and Kafka. Both need room to finish what has been accepted, and Kafka
 * ends its process when it has none, so nothing more is to be accepted before that. Thread-safe.
 */
public final class DiskSpace {
    private static final Logger LOG = LoggerFactory.getLogger(DiskSpace.class);
    private static final long MEGABYTE = 1024L * 1024;

    private final Path directory;
    private final long leastBytes;
    private volatile boolean scarce;

    /** @param leastMegabytes that have to be free; 0: any number will do */
    public DiskSpace(Path directory, int leastMegabytes) {
        this.directory = directory;
        this.leastBytes = leastMegabytes * MEGABYTE;
    }

    /** To be called again and again. */
    public void look() {
        if (leastBytes == 0) {
            return;
        }
        long free = freeBytes();
        boolean now = free < leastBytes;
        if (now && !scarce) {
            LOG.error(
                    "Only {} MB are free under {}; events are refused with 503 until there are {} MB",
                    free / MEGABYTE,
                    directory,
                    leastBytes / MEGABYTE);
        } else if (!now && scarce) {
            LOG.info("{} MB are free under {}; events are accepted again", free / MEGABYTE, directory);
        }
        scarce = now;
    }

    /** As of the last look. */
    public boolean scarce() {
        return scarce;
    }

    /** For people. */
    public String describe() {
        return freeBytes() / MEGABYTE + " MB free under " + directory + ", at least " + leastBytes / MEGABYTE
                + " MB are needed";
    }

    private long freeBytes() {
        try {
            FileStore store = Files.getFileStore(directory);
            return store.getUsableSpace();
        } catch (IOException e) {
            LOG.warn("Cannot tell how much is free under {}: {}", directory, e.getMessage());
            return Long.MAX_VALUE;
        }
    }
}
