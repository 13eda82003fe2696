package io.jiraagent.routefile;

/**
 * A tenant's own way in.
 *
 * @param consumers of its topic, in each worker
 * @param concurrency runs of the tenant at the same time in one worker
 */
public record TenantIntake(String tenant, int consumers, int concurrency) {
    static final int MAX_CONSUMERS = 64;
    static final int MAX_CONCURRENCY = 10_000;
}
