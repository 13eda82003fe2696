package io.jiraagent.webhook;

import io.jiraagent.tenant.AgentDirectory;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/**
 * The topics that accepted events go to: one that all tenants share, and one for each tenant with a route file. Which
 * one is never up to a request. Thread-safe.
 */
public final class IntakeTopics {
    public static final String SHARED = "agent-executions";
    public static final String DEAD_LETTER = "agent-executions.dead-letter";

    private static final String PREFIX = SHARED + ".";

    private final AgentDirectory directory;
    private volatile Set<String> tenants = Set.of();

    public IntakeTopics(AgentDirectory directory) {
        this.directory = directory;
    }

    /** @param tenants names of those whose topic exists and is consumed */
    public void own(Set<String> tenants) {
        this.tenants = Set.copyOf(tenants);
    }

    /** The topic of a tenant's events; empty: the shared one. */
    public Optional<String> own(UUID tenantId) {
        return directory.tenantName(tenantId).filter(tenants::contains).map(IntakeTopics::of);
    }

    /** The own topic of a tenant, whether there is one or not. */
    public static String of(String tenant) {
        return PREFIX + tenant;
    }

    /** The other way round; empty for a topic that is no tenant's own. */
    public static Optional<String> tenantOf(String topic) {
        return topic.startsWith(PREFIX) && !topic.equals(DEAD_LETTER) && topic.length() > PREFIX.length()
                ? Optional.of(topic.substring(PREFIX.length()))
                : Optional.empty();
    }
}
