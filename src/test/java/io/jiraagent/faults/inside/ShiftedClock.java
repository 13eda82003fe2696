package io.jiraagent.faults.inside;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * How far the wall clock of the program it runs in is off. {@link ClockAgent} adds it wherever the time of day is asked
 * for. Set by the file {@code clock} in the folder that the system property {@code faults.dir} names, which holds
 * milliseconds. Thread-safe.
 */
public final class ShiftedClock {
    private static final long LOOK_EVERY_NANOS = TimeUnit.MILLISECONDS.toNanos(20);

    private static volatile long millis;

    private ShiftedClock() {}

    public static long millis() {
        return millis;
    }

    public static long nanos() {
        return TimeUnit.MILLISECONDS.toNanos(millis);
    }

    /** Begins to read the file, for ever. */
    public static void follow() {
        Path file = Path.of(System.getProperty("faults.dir", "."), "clock");
        Thread thread = new Thread(
                () -> {
                    while (!Thread.currentThread().isInterrupted()) {
                        LockSupport.parkNanos(LOOK_EVERY_NANOS);
                        look(file);
                    }
                },
                "shifted-clock");
        thread.setDaemon(true);
        thread.start();
    }

    private static void look(Path file) {
        try {
            if (Files.exists(file)) {
                millis = Long.parseLong(Files.readString(file));
            }
        } catch (IOException e) {
            // It is being replaced.
        }
    }
}
