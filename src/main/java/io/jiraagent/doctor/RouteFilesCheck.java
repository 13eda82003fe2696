package io.jiraagent.doctor;

import io.jiraagent.routefile.Finding;
import java.util.List;
import java.util.function.Supplier;

/** Whether the route files would be taken over. */
public final class RouteFilesCheck implements Check {
    private final Supplier<List<Finding>> inspection;

    public RouteFilesCheck(Supplier<List<Finding>> inspection) {
        this.inspection = inspection;
    }

    @Override
    public String name() {
        return "route-files";
    }

    @Override
    public List<Observation> look() {
        List<Observation> seen = inspection.get().stream()
                .map(finding -> finding.error()
                        ? Observation.problem(finding.text(), "Mend the line, then: ./jira-agent routes check")
                        : Observation.warning(finding.text(), "./jira-agent routes check"))
                .toList();
        return seen.isEmpty() ? List.of(Observation.ok("nothing is wrong with them")) : seen;
    }
}
