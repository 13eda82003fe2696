package io.jiraagent.agent.enhancer;

import java.util.Locale;

/** The parts of a ticket that readers look for first. */
enum Section {
    STEPS_TO_REPRODUCE("Steps to reproduce"),
    EXPECTED_RESULT("Expected result"),
    ACTUAL_RESULT("Actual result"),
    ENVIRONMENT("Environment"),
    IMPACT("Impact");

    private final String title;

    Section(String title) {
        this.title = title;
    }

    /** The name in the answer's JSON, for example {@code steps_to_reproduce}. */
    String key() {
        return name().toLowerCase(Locale.ROOT);
    }

    String title() {
        return title;
    }
}
