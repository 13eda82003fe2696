package io.jiraagent.alert;

/** One round of telling, by all ways that there are. Thread-safe. */
public final class Telling {
    private volatile boolean heard;

    void heard() {
        heard = true;
    }

    /** @throws IllegalStateException nobody has heard it by any way */
    public void requireHeard() {
        if (!heard) {
            throw new IllegalStateException("Nobody could be told of the alerts; it is tried again");
        }
    }
}
