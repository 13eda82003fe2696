package io.jiraagent.faults;

/** A server that the program depends on, in a process of its own, on one port and one data folder for ever. */
interface Server extends AutoCloseable {
    /** Returns when it serves. */
    void start();

    /** Orderly, as an operator stops it; returns when it has ended. */
    void stop();

    /** {@code kill -9} of all its processes. */
    void kill();

    /** SIGSTOP: it keeps its connections and answers nothing. */
    void pause();

    void resume();

    /** False also when it gave up by itself. */
    boolean alive();

    @Override
    void close();
}
