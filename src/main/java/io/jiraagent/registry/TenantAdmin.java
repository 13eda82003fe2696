package io.jiraagent.registry;

import io.jiraagent.access.AccessProblems;
import io.jiraagent.access.Caller;
import io.jiraagent.history.Tenants;
import io.jiraagent.problem.Problem;
import io.jiraagent.problem.ProblemException;
import io.jiraagent.tenant.Allowance;
import io.jiraagent.tenant.AlreadyRegisteredException;
import io.jiraagent.tenant.TenantRegistry;
import io.jiraagent.web.OpsRequest;
import io.jiraagent.web.Parameters;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;

/** Makes and changes tenants, {@code /api/tenants}, for administrators of all of them. Thread-safe. */
public final class TenantAdmin {
    private static final int ID = 2;
    private static final int CONFLICT = 409;

    private final Tenants tenants;
    private final TenantRegistry registry;

    public TenantAdmin(Tenants tenants, TenantRegistry registry) {
        this.tenants = tenants;
        this.registry = registry;
    }

    public Tenants.Tenant create(OpsRequest request) {
        requireAllTenants(request.caller());
        Fields fields = Fields.read(request, Set.of("name", "rate_limit", "daily_runs", "daily_tokens"));
        String name = fields.text("name").orElseThrow(() -> Parameters.refused("name", "nothing", "a text"));
        UUID id = UUID.randomUUID();
        try {
            Fields.usable(() -> registry.add(
                    id,
                    name,
                    apply(fields, Allowance.UNLIMITED),
                    request.caller().actor()));
        } catch (AlreadyRegisteredException e) {
            throw new ProblemException(Problem.of("conflict", "Conflict", CONFLICT, e.getMessage(), null));
        }
        return tenants.read(id, request.caller());
    }

    /** Changes what the tenant's agents may use together, and who the integration is in Jira. */
    public Tenants.Tenant change(OpsRequest request) {
        Tenants.Tenant tenant = tenants.read(request.id(ID), request.caller());
        requireAllTenants(request.caller());
        Fields fields = Fields.read(request, Set.of("rate_limit", "daily_runs", "daily_tokens", "own_accounts"));
        Fields.usable(() -> registry.change(
                tenant.id(),
                before -> before.with(apply(fields, before.allowance()))
                        .owning(fields.texts("own_accounts").orElse(before.ownAccounts())),
                request.caller().actor()));
        return tenants.read(tenant.id(), request.caller());
    }

    private static Allowance apply(Fields fields, Allowance before) {
        AtomicReference<Allowance> after = new AtomicReference<>(before);
        fields.rateLimit(limit -> after.updateAndGet(a -> new Allowance(limit, a.dailyRuns(), a.dailyTokens())));
        fields.nullableNumber(
                "daily_runs", runs -> after.updateAndGet(a -> new Allowance(a.rateLimit(), runs, a.dailyTokens())));
        fields.nullableNumber(
                "daily_tokens", tokens -> after.updateAndGet(a -> new Allowance(a.rateLimit(), a.dailyRuns(), tokens)));
        return after.get();
    }

    private static void requireAllTenants(Caller caller) {
        if (caller.tenantId().isPresent()) {
            throw AccessProblems.allTenantsNeeded();
        }
    }
}
