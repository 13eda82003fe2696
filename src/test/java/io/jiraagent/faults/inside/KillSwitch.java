package io.jiraagent.faults.inside;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Ends the program it runs in, the way {@code kill -9} does, when an armed point of its code has been passed as often as
 * was asked for. Byteman's rules call it. Armed by the file {@code armed} in the folder that the system property
 * {@code faults.dir} names; it holds the point's name and a number from 1. Thread-safe.
 */
public class KillSwitch {
    /** The exit code of a process that was killed. */
    public static final int EXIT_CODE = 137;

    private static final Path ARMED = Path.of(System.getProperty("faults.dir", "."), "armed");
    private static final AtomicInteger PASSED = new AtomicInteger();

    /** To be called wherever {@code point} is passed. */
    public void pass(String point) {
        String[] armed = armed();
        if (armed.length == 2 && armed[0].equals(point) && PASSED.incrementAndGet() >= Integer.parseInt(armed[1])) {
            Runtime.getRuntime().halt(EXIT_CODE);
        }
    }

    private static String[] armed() {
        try {
            return Files.exists(ARMED) ? Files.readString(ARMED).split(" ", -1) : new String[0];
        } catch (IOException e) {
            return new String[0];
        }
    }
}
