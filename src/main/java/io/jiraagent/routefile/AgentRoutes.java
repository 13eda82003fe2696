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

    /** In the agent's place where it has answered already. */
    private static final String ANSWER_GIVEN = "direct:answer-given";

    private final AgentDirectory directory;
    private final LiveRoutes live;

    public AgentRoutes(AgentDirectory directory, LiveRoutes live) {
        this.directory = directory;
        this.live = live;
    }

    /**
     * The first rule of the tenant's file that the event matches decides; a file without rules filters nothing. An event
     * whose agent has answered is filtered no more.
     */
    @Handler
    public AgentWay choose(@Variable("claim") Claim claim, @Variable("task") AgentTask task) {
        Optional<LiveTenant> tenant = directory.tenantName(claim.tenantId()).flatMap(live::tenant);
        List<TenantRule> rules = tenant.map(t -> t.file().rules()).orElse(List.of());
        if (rules.isEmpty()) {
            return straight(claim, agentEndpoint(tenant, claim.kind()), own(tenant, claim.kind()));
        }
        String name = directory.find(claim.agentId()).map(Agent::name).orElse(null);
        return rules.stream()
                .filter(rule -> rule.filter().mismatch(name, task).isEmpty())
                .findFirst()
                .map(rule -> by(rule, tenant.get(), claim))
                .orElseGet(() -> claim.resumed()
                        ? straight(claim, ANSWER_GIVEN, false)
                        : filtered(tenant.get(), name, claim, task));
    }

    private static AgentWay straight(Claim claim, String agent, boolean own) {
        String entry = claim.resumed() ? ANSWER_GIVEN : agent;
        return new AgentWay(claim, entry, entry, claim.kind(), own, NOTHING_MAPPED, "");
    }

    private AgentWay by(TenantRule rule, LiveTenant tenant, Claim claim) {
        String kind = claim.ownTurn() ? rule.agent().orElse(claim.kind()) : claim.kind();
        return new AgentWay(
                ruled(rule, claim).telling(rule.comment()),
                tenant.endpoint(rule.id()),
                claim.resumed() ? ANSWER_GIVEN : agentEndpoint(Optional.of(tenant), kind),
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
