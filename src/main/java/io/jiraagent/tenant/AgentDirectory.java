package io.jiraagent.tenant;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
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

    private record Snapshot(long version, Instant loadedAt, Map<UUID, Agent> agents) {}

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
            snapshot.set(new Snapshot(version, now, agents));
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

    public boolean loaded() {
        return snapshot.get() != null;
    }
}
