package io.jiraagent.routefile;

import io.jiraagent.routefile.RouteFile.Kind;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps what runs in step with the files. A file is read once it has been left alone for a moment; if it is good its
 * routes take the place of those before, if not everything goes on as it was and the file's state says why. One thread
 * calls it.
 */
public final class RouteFiles {
    private static final Logger LOG = LoggerFactory.getLogger(RouteFiles.class);

    private final RouteFolder folder;
    private final RouteFileCheck check;
    private final RegistryCheck registry;
    private final LiveRoutes live;
    private final RouteFileStates states;
    private final Clock clock;
    private final SettledChanges changes = new SettledChanges();
    private final Map<RouteFileKey, RouteFile> latest = new TreeMap<>();
    private final Set<RouteFileKey> refused = new HashSet<>();
    private final Map<RouteFileKey, Instant> loadedAt = new HashMap<>();

    private RouteTakeover takeover;
    private volatile InUse inUse = new InUse(Map.of(), Templates.builtIn());

    /**
     * @param routesDir the folder with {@code tenants}, {@code agents} and {@code templates}
     * @param live is told what runs
     * @param states is told what became of each file
     */
    public RouteFiles(
            Path routesDir,
            RouteTrial trial,
            RegistryCheck registry,
            LiveRoutes live,
            RouteFileStates states,
            Clock clock) {
        this.folder = new RouteFolder(routesDir);
        this.check = new RouteFileCheck(trial, folder.programRoutes());
        this.registry = registry;
        this.live = live;
        this.states = states;
        this.clock = clock;
    }

    /**
     * What is in use.
     *
     * @param tenants the files, by the tenants' names
     */
    public record InUse(Map<String, TenantFile> tenants, Templates templates) {}

    /** Takes over all files there are. */
    public void start(RouteInstaller with) {
        takeover = new RouteTakeover(check, registry, with, live);
        Instant begin = clock.instant();
        take(changes.first(folder.scan()));
        LOG.info(
                "Route files loaded in {} ms: {} agents, {} tenants, {} refused",
                Duration.between(begin, clock.instant()).toMillis(),
                check.agents().size(),
                check.tenants().size(),
                states.refused());
    }

    /**
     * Takes over what has changed and been left alone since; to be called several times a second.
     *
     * @return whether anything was looked at
     */
    public boolean refresh() {
        SortedSet<RouteFileKey> settled = changes.settled(folder.scan(), clock.instant());
        if (!settled.isEmpty()) {
            take(settled);
        }
        return !settled.isEmpty();
    }

    /** Looks again at everything whose rightness depends on tenants and agents in the database, which have changed. */
    public void registryChanged() {
        again(Set.of());
    }

    /** For any thread: what is in use after the last change. */
    public InUse inUse() {
        return inUse;
    }

    /** Names of all tenants that have a file, good or not. */
    public Set<String> tenantsOnDisk() {
        return folder.scan().keySet().stream()
                .filter(key -> key.kind() == Kind.TENANT)
                .map(RouteFileKey::name)
                .collect(Collectors.toSet());
    }

    private void take(SortedSet<RouteFileKey> keys) {
        Map<RouteFileKey, Findings> found = new LinkedHashMap<>();
        for (RouteFileKey key : keys) {
            Findings findings = new Findings(key.path());
            Optional<RouteFile> file = folder.read(key, findings);
            if (file.isPresent()) {
                latest.put(key, file.get());
                refused.add(key);
            } else if (findings.errors()) {
                found.put(key, findings);
            } else {
                remove(key);
            }
        }
        found.forEach(this::publish);
        again(keys);
    }

    /**
     * Tries the files that are not in use, until none of them gets better, and looks at the others again: each may
     * depend on another one.
     *
     * @param changed those of which the log tells
     */
    private void again(Set<RouteFileKey> changed) {
        Map<RouteFileKey, Findings> found = new HashMap<>();
        boolean better = true;
        while (better && !refused.isEmpty()) {
            better = false;
            for (RouteFileKey key : refused.stream().sorted().toList()) {
                Findings findings = new Findings(key.path());
                found.put(key, findings);
                if (takeover.use(latest.get(key), findings)) {
                    refused.remove(key);
                    loadedAt.put(key, clock.instant());
                    better = true;
                }
            }
        }
        found.forEach(this::publish);
        check.tenants().values().forEach(tenant -> {
            RouteFileKey key = new RouteFileKey(Kind.TENANT, tenant.file().name());
            if (!found.containsKey(key) && tenant.file().equals(latest.get(key))) {
                Findings findings = new Findings(key.path());
                check.read(tenant.file(), findings).ifPresent(read -> registry.check(read, findings));
                publish(key, findings);
            }
        });
        inUse = new InUse(Map.copyOf(check.tenants()), check.templates());
        changed.stream()
                .filter(key -> found.containsKey(key) && !refused.contains(key))
                .forEach(key -> LOG.info("Route file {} loaded", key.path()));
    }

    private void remove(RouteFileKey key) {
        latest.remove(key);
        refused.remove(key);
        loadedAt.remove(key);
        states.remove(key);
        takeover.remove(key);
        LOG.info("Route file {} is gone", key.path());
    }

    private void publish(RouteFileKey key, Findings findings) {
        states.put(new RouteFileState(key, Optional.ofNullable(loadedAt.get(key)), findings.list()));
    }
}
