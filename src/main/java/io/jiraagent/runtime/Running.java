package io.jiraagent.runtime;

/** A program that has been started. */
public interface Running extends AutoCloseable {
    /** Finishes what is being worked on, then stops everything. */
    @Override
    void close();
}
