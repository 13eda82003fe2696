package io.jiraagent.registry;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.jiraagent.access.AccessProblems;
import io.jiraagent.access.AccessRole;
import io.jiraagent.access.Caller;
import io.jiraagent.history.AgentState;
import io.jiraagent.history.Agents;
import io.jiraagent.problem.Problem;
import io.jiraagent.problem.ProblemException;
import io.jiraagent.secret.Keyring;
import io.jiraagent.tenant.AgentDefinition;
import io.jiraagent.tenant.AgentDraft;
import io.jiraagent.tenant.AgentEnrollment;
import io.jiraagent.tenant.AgentEnrollment.HandedOut;
import io.jiraagent.tenant.AgentStatus;
import io.jiraagent.tenant.AgentUpdates;
import io.jiraagent.tenant.Names;
import io.jiraagent.tenant.Tenant;
import io.jiraagent.tenant.TenantRegistry;
import io.jiraagent.web.Confirmation;
import io.jiraagent.web.OpsRequest;
import io.jiraagent.web.Parameters;
import io.jiraagent.web.SeeOther;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** Makes and changes agents: {@code /api/agents}, and the buttons of the page. Thread-safe. */
public final class AgentAdmin {
    private static final String PAGE = "/Agents";
    private static final int API_ID = 2;
    private static final int PAGE_ID = 1;
    private static final Set<String> NEW_AGENT = newAgentFields();

    private final Agents agents;
    private final TenantRegistry tenants;
    private final AgentEnrollment enrollment;
    private final AgentUpdates updates;
    private final Keyring keyring;
    private final String publicUrl;

    /**
     * @param keyring encrypts the keys of models
     * @param publicUrl of this server, for the agents' addresses
     */
    public AgentAdmin(
            Agents agents,
            TenantRegistry tenants,
            AgentEnrollment enrollment,
            AgentUpdates updates,
            Keyring keyring,
            String publicUrl) {
        this.agents = agents;
        this.tenants = tenants;
        this.enrollment = enrollment;
        this.updates = updates;
        this.keyring = keyring;
        this.publicUrl = publicUrl;
    }

    private static Set<String> newAgentFields() {
        Set<String> names = new HashSet<>(AgentFields.NAMES);
        names.addAll(List.of("tenant", "tenant_id", "active"));
        return Set.copyOf(names);
    }

    /** The answer to making an agent; secret and token are handed out only here. */
    public record NewAgent(
            @JsonUnwrapped AgentState agent,
            String webhookUrl,
            String automationUrl,
            String hmacSecret,
            String automationToken) {
        @Override
        public String toString() {
            return "NewAgent[" + agent.id() + "]";
        }
    }

    /** Makes an agent, for administrators. */
    public NewAgent create(OpsRequest request) {
        Fields fields = Fields.read(request, NEW_AGENT);
        UUID tenant = tenant(fields, request.caller());
        for (String needed : List.of("name", "kind")) {
            if (fields.text(needed).isEmpty()) {
                throw Parameters.refused(needed, "nothing", "a text");
            }
        }
        AgentDraft draft = new AgentDraft(UUID.randomUUID(), tenant);
        fields.flag("active", active -> draft.status(active ? AgentStatus.ACTIVE : AgentStatus.DRAFT));
        AgentDefinition agent = Fields.usable(
                () -> AgentFields.apply(fields, models(request), draft).definition());
        HandedOut handedOut =
                Fields.usable(() -> enrollment.enroll(agent, request.caller().actor()));
        return new NewAgent(
                agents.read(agent.id(), request.caller()),
                publicUrl + "/webhook/agents/" + agent.id() + "/webhook",
                publicUrl + "/jira/automation/" + agent.id(),
                handedOut.secret(),
                handedOut.automationToken());
    }

    /** Changes what the body names: operators an agent's status, administrators all of it. */
    public AgentState change(OpsRequest request) {
        AgentState agent = agents.read(request.id(API_ID), request.caller());
        Fields fields = Fields.read(request, AgentFields.NAMES);
        if (fields.isEmpty()) {
            throw new ProblemException(Problem.badRequest(
                    "The body names nothing to change", "Send for example {\"status\":\"paused\"}."));
        }
        if (fields.hasOthersThan("status") && !request.caller().may(AccessRole.ADMIN)) {
            throw AccessProblems.missingRole(request.caller().role(), AccessRole.ADMIN);
        }
        Fields.usable(() -> updates.change(
                agent.id(),
                draft -> AgentFields.apply(fields, models(request), draft),
                request.caller().actor()));
        return agents.read(agent.id(), request.caller());
    }

    /** The form that activates or pauses an agent. */
    public SeeOther changeStatus(OpsRequest request) {
        String status = request.form()
                .oneOf("status", Agents.STATUSES)
                .orElseThrow(() -> Parameters.refused("status", "nothing", "one of " + Agents.STATUSES));
        AgentState agent = agents.read(request.id(PAGE_ID), request.caller());
        request.confirmed(() -> statusQuestion(agent, AgentStatus.of(status)));
        updates.setStatus(agent.id(), AgentStatus.of(status), request.caller().actor());
        return new SeeOther(PAGE);
    }

    private static Confirmation statusQuestion(AgentState agent, AgentStatus status) {
        if (status == AgentStatus.ACTIVE) {
            return Confirmation.of(
                    "Activate " + agent.name() + "?",
                    "Its events are taken from now on"
                            + (agent.queued() > 0 ? ", and the " + agent.queued() + " that wait begin to run." : "."),
                    "Activate",
                    PAGE);
        }
        return Confirmation.of(
                "Pause " + agent.name() + "?",
                "Its events are refused with 403 until it is activated; Jira does not send them again by itself. What has"
                        + " been accepted waits, what runs goes on.",
                "Pause",
                PAGE);
    }

    private ModelFields models(OpsRequest request) {
        return new ModelFields(keyring, request.caller());
    }

    private UUID tenant(Fields fields, Caller caller) {
        Optional<String> named = fields.text("tenant_id").or(() -> fields.text("tenant"));
        if (named.isEmpty()) {
            return caller.tenantId()
                    .orElseThrow(() -> Parameters.refused("tenant_id", "nothing", "the id of the agent's tenant"));
        }
        return Names.asId(named.get())
                .map(tenants::find)
                .orElseGet(() -> tenants.find(named.get()))
                .map(Tenant::id)
                .filter(caller::sees)
                .orElseThrow(() -> new ProblemException(Problem.of(
                        "not-found",
                        "Not Found",
                        404,
                        "tenant_id names no tenant",
                        "GET /api/tenants lists the tenants there are.")));
    }
}
