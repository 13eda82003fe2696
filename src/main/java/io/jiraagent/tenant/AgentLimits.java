package io.jiraagent.tenant;

/**
 * How much of an agent at once, how often, and how long.
 *
 * @param concurrency runs at the same time in one worker process
 * @param maxAttempts of one execution, the first included
 * @param deadlineSeconds for one answer
 * @param retryForSeconds after the first attempt; later none begins
 */
public record AgentLimits(int concurrency, int maxAttempts, int deadlineSeconds, int retryForSeconds) {}
