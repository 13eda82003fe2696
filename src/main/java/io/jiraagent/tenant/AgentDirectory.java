package io.jiraagent.tenant;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * All agents, in memory. A route calls {@link #refresh()} every second; it costs one row while nothing has changed.
 * While the database is away the last state goes on serving. Knowing all agents also means that an unknown id needs no
 * look-up, so nothing grows with the ids that strangers try. Thread-safe.
 */
public final class AgentDirectory {
    private static final Logger LOG = LoggerFactory.getLogger(AgentDirectory.class);

    /** A rotated secret ends by time alone, without a change in the database. */
    private static final Duration RELOAD_ANYWAY = Duration.ofMinutes(1);

    private final AgentStore store;
    private final Clock clock;
    private final AtomicReference<Snapshot> snapshot = new AtomicReference<>();

    private record Snapshot(long version, Instant loadedAt, Map<UUID, Agent> agents, Map<UUID, String> tenants) {}

    public AgentDirectory(AgentStore store, Clock clock) {
        this.store = store;
        this.clock = clock;
    }

    /**
     * Looks for a change and takes it over.
     *
     * @throws RuntimeException the database cannot be asked; the last state stays
     */
    public void refresh() {
        long version = store.version();
        Snapshot current = snapshot.get();
        Instant now = clock.instant();
        boolean changed = current == null || current.version() != version;
        if (changed || current.loadedAt().plus(RELOAD_ANYWAY).isBefore(now)) {
            Map<UUID, Agent> agents = store.load();
            snapshot.set(new Snapshot(version, now, agents, store.tenants()));
            if (changed) {
                LOG.info("Agent directory loaded: {} agents", agents.size());
            }
        }
    }

    /**
     * @return empty when there is no such agent
     * @throws DirectoryUnavailableException nothing has been loaded yet
     */
    public Optional<Agent> find(UUID id) {
        Snapshot current = snapshot.get();
        if (current == null) {
            throw new DirectoryUnavailableException();
        }
        return Optional.ofNullable(current.agents().get(id));
    }

    /** The name of an agent's tenant, for metrics; {@code unknown} where the agent is. */
    public String tenantOf(UUID agentId) {
        Snapshot current = snapshot.get();
        Agent agent = current == null ? null : current.agents().get(agentId);
        return agent == null ? "unknown" : agent.tenantName();
    }

    /** @return empty when there is no such tenant, or nothing has been loaded yet */
    public Optional<String> tenantName(UUID id) {
        Snapshot current = snapshot.get();
        return current == null
                ? Optional.empty()
                : Optional.ofNullable(current.tenants().get(id));
    }

    /** @return empty when there is no such tenant, or nothing has been loaded yet */
    public Optional<UUID> tenantId(String name) {
        Snapshot current = snapshot.get();
        return current == null
                ? Optional.empty()
                : current.tenants().entrySet().stream()
                        .filter(tenant -> tenant.getValue().equals(name))
                        .map(Map.Entry::getKey)
                        .findFirst();
    }

    /** The agents of a tenant that have this name or, written as a UUID, this id. */
    public List<Agent> named(UUID tenantId, String nameOrId) {
        Snapshot current = snapshot.get();
        Optional<UUID> id = Names.asId(nameOrId);
        return current == null
                ? List.of()
                : current.agents().values().stream()
                        .filter(agent -> agent.tenantId().equals(tenantId))
                        .filter(agent ->
                                id.map(agent.id()::equals).orElse(agent.name().equals(nameOrId)))
                        .toList();
    }

    /** Another number means that tenants or agents have changed; 0 before anything has been loaded. */
    public long version() {
        Snapshot current = snapshot.get();
        return current == null ? 0 : current.version();
    }

    public boolean loaded() {
        return snapshot.get() != null;
    }
}
