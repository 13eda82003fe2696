package io.jiraagent.routefile;

import io.jiraagent.agent.AgentTask;
import io.jiraagent.execution.Claim;
import io.jiraagent.tenant.Agent;
import io.jiraagent.tenant.AgentDirectory;
import io.jiraagent.ticket.TicketMapping;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.apache.camel.Handler;
import org.apache.camel.Variable;

/** Chooses the way of each attempt: by the rules of the tenant's file, else straight to the agent. Thread-safe. */
public final class AgentRoutes {
    private static final TicketMapping NOTHING_MAPPED = new TicketMapping(Map.of());

    private final AgentDirectory directory;
    private final LiveRoutes live;

    public AgentRoutes(AgentDirectory directory, LiveRoutes live) {
        this.directory = directory;
        this.live = live;
    }

    /** The first rule of the tenant's file that the event matches decides; a file without rules filters nothing. */
    @Handler
    public AgentWay choose(@Variable("claim") Claim claim, @Variable("task") AgentTask task) {
        Optional<LiveTenant> tenant = directory.tenantName(claim.tenantId()).flatMap(live::tenant);
        List<TenantRule> rules = tenant.map(t -> t.file().rules()).orElse(List.of());
        if (rules.isEmpty()) {
            String agent = agentEndpoint(tenant, claim.kind());
            return new AgentWay(claim, agent, agent, claim.kind(), own(tenant, claim.kind()), NOTHING_MAPPED, "");
        }
        String name = directory.find(claim.agentId()).map(Agent::name).orElse(null);
        return rules.stream()
                .filter(rule -> rule.filter().mismatch(name, task).isEmpty())
                .findFirst()
                .map(rule -> by(rule, tenant.get(), claim))
                .orElseGet(() -> filtered(tenant.get(), name, claim, task));
    }

    private AgentWay by(TenantRule rule, LiveTenant tenant, Claim claim) {
        String kind = claim.ownTurn() ? rule.agent().orElse(claim.kind()) : claim.kind();
        return new AgentWay(
                ruled(rule, claim).telling(rule.comment()),
                tenant.endpoint(rule.id()),
                agentEndpoint(Optional.of(tenant), kind),
                kind,
                rule.hooked() || own(Optional.of(tenant), kind),
                rule.mapping(),
                "");
    }

    /** A backup goes by its own numbers. */
    private Claim ruled(TenantRule rule, Claim claim) {
        if (!claim.ownTurn()) {
            return claim;
        }
        UUID standIn = rule.backup()
                .flatMap(
                        name -> directory.named(claim.tenantId(), name).stream().findFirst())
                .map(Agent::id)
                .orElse(null);
        return claim.under(rule.retries().over(claim.turn().budget()), standIn);
    }

    private static AgentWay filtered(LiveTenant tenant, String agentName, Claim claim, AgentTask task) {
        StringBuilder reason =
                new StringBuilder("No rule of " + tenant.file().file().path() + " is for this event");
        String separator = ": ";
        for (TenantRule rule : tenant.file().rules()) {
            reason.append(separator)
                    .append(rule.id())
                    .append(' ')
                    .append(rule.filter().mismatch(agentName, task).orElseThrow());
            separator = "; ";
        }
        return new AgentWay(claim, "", "", claim.kind(), false, NOTHING_MAPPED, reason.toString());
    }

    /** A route that is known is waited for while it is being replaced; for any other the lack is told at once. */
    private String agentEndpoint(Optional<LiveTenant> tenant, String kind) {
        String route = AgentFileReader.routeId(kind);
        return tenant.filter(t -> t.file().agent(kind).isPresent())
                .map(t -> t.endpoint(route))
                .orElseGet(
                        () -> "direct:" + route + (live.hasAgent(kind) ? "?block=true&timeout=5000" : "?block=false"));
    }

    private static boolean own(Optional<LiveTenant> tenant, String kind) {
        return tenant.flatMap(t -> t.file().agent(kind)).isPresent();
    }

    /** How many runs of a tenant there may be at the same time in this worker, for those whose file says so. */
    public Map<UUID, Integer> concurrency() {
        Map<UUID, Integer> limits = new HashMap<>();
        live.byTenant().forEach((name, tenant) -> directory
                .tenantId(name)
                .ifPresent(id -> limits.put(id, tenant.file().intake().concurrency())));
        return limits;
    }
}
