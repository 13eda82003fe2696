package io.jiraagent.history;

import io.jiraagent.access.Caller;
import io.jiraagent.web.OpsRequest;
import io.jiraagent.web.PageView;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** {@code /Overview}: what runs, what failed and why, and what needs somebody. Thread-safe. */
public final class OverviewPage {
    private static final List<String> NAMES = List.of("minutes", "tenant_id");

    private final Overviews overviews;
    private final Tenants tenants;
    private final AlertList alerts;

    public OverviewPage(Overviews overviews, Tenants tenants, AlertList alerts) {
        this.overviews = overviews;
        this.tenants = tenants;
        this.alerts = alerts;
    }

    public PageView show(OpsRequest request) {
        Caller caller = request.caller();
        Overview overview = overviews.read(request.parameters(), caller);
        Map<String, String> values = FilterForm.values(request.parameters(), NAMES);
        Map<String, Object> model = new HashMap<>();
        model.put("nav", "overview");
        model.put("overview", overview);
        model.put("chart", Chart.of(overview.steps()));
        model.put("day", "1440".equals(values.get("minutes")));
        model.put("values", values);
        model.put("tenants", tenants.list(caller));
        model.put("alerts", alerts.lasting(caller));
        model.put("refusedFiles", refusedFiles(caller));
        return PageView.of("overview", model);
    }

    private List<String> refusedFiles(Caller caller) {
        return tenants.states(caller).stream()
                .filter(state -> state.error() != null && state.error().error())
                .map(TenantState::file)
                .toList();
    }
}
