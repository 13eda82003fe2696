package io.jiraagent.routefile;

import io.jiraagent.routefile.RouteFile.Kind;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What is known of the files that are good, and whether another one goes with them. To be used by one thread at a
 * time.
 */
final class RouteFileCheck {
    private final RouteTrial trial;
    private final Set<String> programRoutes;
    private final Map<String, RouteFile> agents = new HashMap<>();
    private final Map<String, TenantFile> tenants = new HashMap<>();
    private Templates templates = Templates.builtIn();

    RouteFileCheck(RouteTrial trial, Set<String> programRoutes) {
        this.trial = trial;
        this.programRoutes = Set.copyOf(programRoutes);
    }

    Templates templates() {
        return templates;
    }

    Map<String, TenantFile> tenants() {
        return tenants;
    }

    Map<String, RouteFile> agents() {
        return agents;
    }

    void use(Templates changed) {
        templates = changed;
    }

    void use(TenantFile file) {
        tenants.put(file.tenant(), file);
    }

    void use(RouteFile agent) {
        agents.put(agent.name(), agent);
    }

    void forget(RouteFileKey key) {
        if (key.kind() == Kind.TENANT) {
            tenants.remove(key.name());
        } else if (key.kind() == Kind.AGENT) {
            agents.remove(key.name());
        }
    }

    /** @return empty where {@code findings} has got an error */
    Optional<Templates> template(RouteFile file, Findings findings) {
        Optional<Templates> changed =
                RouteTrial.readAndTry(file, trial, findings).map(templates::with);
        changed.ifPresent(with -> tenants.values().forEach(tenant -> {
            Findings broken = new Findings(tenant.file().path());
            TenantFileReader.read(tenant.file(), surroundings(tenant.file(), with), broken);
            broken.list().stream()
                    .findFirst()
                    .ifPresent(f -> findings.error(1, "With it this would be wrong: " + f.text(), ""));
        }));
        return changed.filter(with -> !findings.errors());
    }

    /** @return empty where {@code findings} has got an error */
    Optional<RouteFile> agent(RouteFile file, Findings findings) {
        AgentFileReader.check(file, surroundings(file, templates), findings);
        if (!findings.errors()) {
            trial.tryAgent(file, findings);
        }
        return findings.errors() ? Optional.empty() : Optional.of(file);
    }

    /** @return empty where {@code findings} has got an error */
    Optional<TenantFile> tenant(RouteFile file, Findings findings) {
        Optional<TenantFile> read = read(file, findings);
        read.ifPresent(tenant -> trial.tryTenant(tenant, templates, findings));
        return read.filter(tenant -> !findings.errors());
    }

    /** As {@link #tenant}, without asking Camel: for a file that it has taken before. */
    Optional<TenantFile> read(RouteFile file, Findings findings) {
        return TenantFileReader.read(file, surroundings(file, templates), findings);
    }

    private Surroundings surroundings(RouteFile file, Templates with) {
        Map<String, String> taken = new HashMap<>();
        agents.values().stream()
                .filter(other -> file.kind() != Kind.AGENT || !other.name().equals(file.name()))
                .forEach(other -> taken.put(AgentFileReader.routeId(other.name()), other.path()));
        tenants.values().stream()
                .filter(other ->
                        file.kind() != Kind.TENANT || !other.file().name().equals(file.name()))
                .forEach(other -> other.routeIds()
                        .forEach(id -> taken.put(id, other.file().path())));
        return new Surroundings(with, programRoutes, new HashSet<>(agents.keySet()), taken);
    }
}
