package io.jiraagent.doctor;

import java.util.List;

/** Looks at one thing and changes nothing. */
public interface Check {
    /** What is looked at, such as {@code encryption-key}. */
    String name();

    /** What was seen, at least one thing. */
    List<Observation> look();
}
