package io.jiraagent.history;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/**
 * What runs, how fast, and what failed and why, within a window that ends now.
 *
 * @param from beginning of the first step
 * @param stepSeconds length of a step
 * @param whole false: more was received or ended than is counted, and the earliest steps are short of it
 * @param all all agents together
 * @param agents those for which something has ended or is open, worst first, a hundred at most
 * @param failing the most frequent reasons, ten at most
 */
public record Overview(
        Instant from,
        int stepSeconds,
        boolean whole,
        Load all,
        List<Step> steps,
        List<Load> agents,
        List<Failing> failing) {

    /** @param failed for good; what is tried again is not counted */
    public record Step(Instant from, long received, long completed, long failed) {}

    /**
     * @param agentId null for all together, and for records that named none
     * @param oldestQueuedAt null when nothing waits
     * @param took of the latest 10,000 that all agents have completed; null when none of them was
     */
    public record Load(
            UUID agentId,
            String agentName,
            UUID tenantId,
            String tenantName,
            long completed,
            long failed,
            long queued,
            long inProgress,
            Instant oldestQueuedAt,
            Took took) {}

    /** From receipt to completion, in milliseconds. */
    public record Took(long p50Ms, long p95Ms, long p99Ms) {
        public Duration half() {
            return Duration.ofMillis(p50Ms);
        }

        public Duration most() {
            return Duration.ofMillis(p95Ms);
        }

        public Duration nearlyAll() {
            return Duration.ofMillis(p99Ms);
        }
    }

    /**
     * @param message of the latest one
     * @param nextStep what a person can do
     */
    public record Failing(
            UUID agentId,
            String agentName,
            String reason,
            long executions,
            Instant lastAt,
            String message,
            String nextStep) {}

    /** How many executions were received within the window. */
    @JsonProperty
    public long received() {
        return steps.stream().mapToLong(Step::received).sum();
    }
}
