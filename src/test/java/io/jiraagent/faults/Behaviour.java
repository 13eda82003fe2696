package io.jiraagent.faults;

import io.jiraagent.testing.FakeAgent.Reply;
import java.nio.charset.StandardCharsets;

/** How a stub agent treats what it is asked, and how its executions are to end. */
enum Behaviour {
    /** May be asked twice; too busy for one task in ten at the first time. */
    IDEMPOTENT(true, 10, 5, null),
    /** May not be asked twice. */
    ONCE(false, 10, 5, null),
    /** Refuses each task once, so that each is a dead letter; does it when it is replayed. */
    REFUSING(false, 10, 5, "agent_refused"),

    SLOW(false, 5, 2, null),
    ERROR(false, 5, 2, "agent_unavailable"),
    BUSY(false, 5, 3, null),
    RESET(false, 5, 2, "outcome_unknown"),
    HANG(false, 1, 2, "outcome_unknown"),
    GARBAGE(false, 5, 2, "invalid_answer"),
    ENDLESS(false, 5, 2, "invalid_answer"),
    HUGE(false, 5, 2, "invalid_answer"),
    NUL(false, 5, 2, null);

    private static final int TWO_MEGABYTES = 2 * 1024 * 1024;
    private static final String CHUNKED = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n";

    final boolean idempotent;
    final int deadlineSeconds;
    final int maxAttempts;

    /** The failure that its executions end with while nothing else goes wrong; null: they are completed. */
    final String reason;

    Behaviour(boolean idempotent, int deadlineSeconds, int maxAttempts, String reason) {
        this.idempotent = idempotent;
        this.deadlineSeconds = deadlineSeconds;
        this.maxAttempts = maxAttempts;
        this.reason = reason;
    }

    /** Whether it begins to act on the {@code nth} call for one execution, from 1. */
    boolean acts(int nth, int hash) {
        return switch (this) {
            case IDEMPOTENT -> nth > 1 || Math.floorMod(hash, 10) != 0;
            case REFUSING, BUSY -> nth > 1;
            case ERROR -> false;
            default -> true;
        };
    }

    /** What it does when its latency has passed. */
    Reply reply(boolean acts, String executionId) {
        if (!acts) {
            return switch (this) {
                case REFUSING -> Reply.of(400, "no");
                case BUSY -> Reply.of(429, "later", "Retry-After: 1");
                case ERROR -> Reply.of(500, "broken");
                default -> Reply.of(503, "busy");
            };
        }
        return switch (this) {
            case RESET -> Reply.reset();
            case HANG -> Reply.never();
            case GARBAGE -> Reply.of(200, "<html>this is no JSON");
            case ENDLESS ->
                Reply.endless(
                        CHUNKED,
                        "1000\r\n".concat("x".repeat(0x1000)).concat("\r\n").getBytes(StandardCharsets.US_ASCII));
            case HUGE -> Reply.of(200, "{\"text\":\"" + "x".repeat(TWO_MEGABYTES) + "\"}");
            case NUL -> Reply.of(200, "{\"text\":\"a\\u0000b\",\"ke\\u0000y\":[\"\\u0000\"]}");
            default -> Reply.of(200, "{\"done\":\"" + executionId + "\"}");
        };
    }
}
