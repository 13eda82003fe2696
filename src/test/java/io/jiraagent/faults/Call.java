package io.jiraagent.faults;

import java.util.UUID;

/** A call that a stub agent got. Times are of {@link System#nanoTime()}. */
final class Call {
    final UUID executionId;
    final int attempt;
    final long begunAt;

    /** The stub did, or began, what it was asked for; a refusal is no effect. */
    final boolean effective;

    private volatile long endedAt = Long.MAX_VALUE;

    Call(UUID executionId, int attempt, long begunAt, boolean effective) {
        this.executionId = executionId;
        this.attempt = attempt;
        this.begunAt = begunAt;
        this.effective = effective;
    }

    void end(long at) {
        endedAt = at;
    }

    /** {@link Long#MAX_VALUE} while it is going on. */
    long endedAt() {
        return endedAt;
    }
}
