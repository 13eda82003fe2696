package io.jiraagent.tenant;

import java.time.Instant;
import java.util.UUID;

/**
 * A customer of the installation; its agents, executions and tickets are kept apart from those of others.
 *
 * @param allowance of all its agents together
 * @param name names its route file and Kafka topic, if it has its own
 */
public record Tenant(UUID id, String name, Allowance allowance, Instant createdAt) {}
