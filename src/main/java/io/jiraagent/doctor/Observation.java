package io.jiraagent.doctor;

/**
 * Something that a check has seen. Never holds a secret.
 *
 * @param found for people
 * @param fix a command or what to change; empty where nothing is to be done
 */
public record Observation(Verdict verdict, String found, String fix) {
    static Observation ok(String found) {
        return new Observation(Verdict.OK, found, "");
    }

    static Observation warning(String found, String fix) {
        return new Observation(Verdict.WARNING, found, fix);
    }

    static Observation problem(String found, String fix) {
        return new Observation(Verdict.PROBLEM, found, fix);
    }

    static Observation skipped(String found) {
        return new Observation(Verdict.SKIPPED, found, "");
    }
}
