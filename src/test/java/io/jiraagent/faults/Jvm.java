package io.jiraagent.faults;

import java.nio.file.Path;

/** The Java that this program runs with, for its children. */
final class Jvm {
    static final String JAVA =
            Path.of(System.getProperty("java.home"), "bin", "java").toString();

    private Jvm() {}
}
