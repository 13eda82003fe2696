package io.jiraagent.history;

import io.jiraagent.jira.JiraSite;
import io.jiraagent.jira.JiraSites;
import io.jiraagent.routefile.RouteFile;
import io.jiraagent.routefile.RouteFileState;
import io.jiraagent.routefile.RouteFileStates;
import io.jiraagent.web.OpsRequest;
import io.jiraagent.web.PageView;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** {@code /Tenants}: the tenants, and what is to be mended in route files. Thread-safe. */
public final class TenantsPage {
    private final Tenants tenants;
    private final RouteFileStates files;
    private final JiraSites sites;

    public TenantsPage(Tenants tenants, RouteFileStates files, JiraSites sites) {
        this.tenants = tenants;
        this.files = files;
        this.sites = sites;
    }

    public PageView show(OpsRequest request) {
        Map<String, Object> model = new HashMap<>();
        model.put("nav", "tenants");
        model.put("rows", tenants.states(request.caller()));
        model.put(
                "jira",
                sites.list(request.caller().tenantId()).stream()
                        .collect(Collectors.toMap(JiraSite::tenantId, Function.identity())));
        model.put("others", request.caller().tenantId().isEmpty() ? wantingOthers() : List.of());
        return PageView.of("tenants", model);
    }

    /** Files that are no tenant's, of which only a caller for all tenants is told. */
    private List<RouteFileState> wantingOthers() {
        return files.wanting().stream()
                .filter(state -> state.key().kind() != RouteFile.Kind.TENANT)
                .toList();
    }
}
