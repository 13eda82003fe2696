package io.jiraagent.routefile;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Which files' routes run at the moment. One thread changes it; any may look.
 */
public final class LiveRoutes {
    private volatile Map<String, LiveTenant> tenants = Map.of();
    private volatile Set<String> agentKinds = Set.of();

    Optional<LiveTenant> tenant(String name) {
        return Optional.ofNullable(tenants.get(name));
    }

    /** Names of the tenants that have a file. */
    public Set<String> tenants() {
        return tenants.keySet();
    }

    /** Their files, by name. */
    public Map<String, LiveTenant> byTenant() {
        return tenants;
    }

    boolean hasAgent(String kind) {
        return agentKinds.contains(kind);
    }

    Set<String> agentKinds() {
        return agentKinds;
    }

    /** @return what it takes the place of */
    Optional<LiveTenant> put(LiveTenant tenant) {
        Map<String, LiveTenant> changed = new HashMap<>(tenants);
        LiveTenant before = changed.put(tenant.file().tenant(), tenant);
        tenants = Map.copyOf(changed);
        return Optional.ofNullable(before);
    }

    Optional<LiveTenant> removeTenant(String name) {
        Map<String, LiveTenant> changed = new HashMap<>(tenants);
        LiveTenant before = changed.remove(name);
        tenants = Map.copyOf(changed);
        return Optional.ofNullable(before);
    }

    void putAgent(String kind) {
        Set<String> changed = new HashSet<>(agentKinds);
        changed.add(kind);
        agentKinds = Set.copyOf(changed);
    }

    void removeAgent(String kind) {
        Set<String> changed = new HashSet<>(agentKinds);
        changed.remove(kind);
        agentKinds = Set.copyOf(changed);
    }
}
