package io.jiraagent.doctor;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Whether the embedded PostgreSQL and Kafka have room. That of other servers cannot be seen from here. */
public final class DiskCheck implements Check {
    private static final long MEGABYTE = 1024L * 1024;
    private static final int SOON = 4;

    private final Path directory;
    private final int leastMegabytes;

    public DiskCheck(Path directory, int leastMegabytes) {
        this.directory = directory;
        this.leastMegabytes = leastMegabytes;
    }

    @Override
    public String name() {
        return "disk";
    }

    @Override
    public List<Observation> look() {
        long free = free() / MEGABYTE;
        String found = free + " MB free under " + directory + ", at least " + leastMegabytes + " MB are needed";
        String fix = "Make room (du -xsh " + directory
                + "/*), or move DATA_DIR to a larger disk while the program is stopped";
        if (free < leastMegabytes) {
            return List.of(Observation.problem(found + "; events are refused with 503", fix));
        }
        return List.of(free < (long) SOON * leastMegabytes ? Observation.warning(found, fix) : Observation.ok(found));
    }

    private long free() {
        Path existing = directory;
        while (!Files.exists(existing)) {
            existing = existing.getParent();
        }
        try {
            return Files.getFileStore(existing).getUsableSpace();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
