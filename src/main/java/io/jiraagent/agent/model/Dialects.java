package io.jiraagent.agent.model;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.jiraagent.tenant.ModelSettings;
import java.time.Duration;
import java.util.UUID;

/** Remembers for an hour what a server has refused, so that it is not asked for it each time. Thread-safe. */
final class Dialects {
    private static final Duration REMEMBERED = Duration.ofHours(1);

    private final Cache<Speaker, Dialect> known = Caffeine.newBuilder()
            .maximumSize(10_000)
            .expireAfterWrite(REMEMBERED)
            .build();

    private record Speaker(UUID agentId, String baseUrl, String model) {}

    Dialect of(UUID agentId, ModelSettings model) {
        Dialect dialect = known.getIfPresent(new Speaker(agentId, model.baseUrl(), model.name()));
        return dialect == null ? Dialect.STANDARD : dialect;
    }

    void remember(UUID agentId, ModelSettings model, Dialect dialect) {
        known.put(new Speaker(agentId, model.baseUrl(), model.name()), dialect);
    }
}
