package io.jiraagent.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.jiraagent.testing.RoutesCopy;
import io.jiraagent.testing.RunningProgram;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Checking route files before they are brought to the program. */
class RoutesCommandTest {
    @TempDir
    private Path folder;

    private RoutesCopy routes;

    @BeforeEach
    void copyRoutes() {
        routes = RoutesCopy.in(folder.resolve("routes"));
    }

    private Map<String, String> nothingRuns() {
        return Map.of(
                "DATA_DIR", folder.resolve("no-data").toString(),
                "ROUTES_DIR", routes.folder().toString());
    }

    private Map<String, String> programRuns() {
        Map<String, String> environment = new HashMap<>(RunningProgram.shared().environment());
        environment.put("ROUTES_DIR", routes.folder().toString());
        return environment;
    }

    private Path tenantFile(String tenant) {
        return routes.write("tenants/" + tenant, routes.read("tenants/_example").replace("example", tenant));
    }

    @Test
    void findsNothingWrongWithWhatComesWithTheProgram() {
        CommandRun run = CommandRun.with(nothingRuns(), "routes", "check");

        assertThat(run.exitCode()).as(run.out()).isZero();
        assertThat(run.out()).contains("0 errors, 0 warnings").contains("Not checked, as the database does not answer");
    }

    @Test
    void tellsFileLineAndFixAndFails() {
        tenantFile("acme");
        routes.write("tenants/acme", routes.read("tenants/acme").replace("issueTypes", "issueType"));

        CommandRun run = CommandRun.with(nothingRuns(), "routes", "check");

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.out())
                .contains("ERROR   tenants/acme.camel.yaml:13: The template tenant-agent has no parameter 'issueType'."
                        + " It has: for, projects, issueTypes")
                .contains("1 errors, 0 warnings");
    }

    @Test
    void checksAFileThatIsNotInItsPlaceYet() throws Exception {
        tenantFile("acme");
        Path draft = folder.resolve("acme.camel.yaml");
        java.nio.file.Files.move(routes.path("tenants/acme"), draft);

        JsonNode report = CommandRun.with(nothingRuns(), "routes", "check", draft.toString(), "--json")
                .json();

        assertThat(report.path("ok").asBoolean()).isTrue();
        assertThat(report.path("registry_checked").asBoolean()).isFalse();
        assertThat(report.path("findings")).isEmpty();
    }

    @Test
    void looksForTenantsAndAgentsInTheDatabase() {
        String tenant = "t-" + UUID.randomUUID();
        Path file = tenantFile(tenant);

        JsonNode unknown = CommandRun.with(programRuns(), "routes", "check", file.toString(), "--json")
                .json();
        assertThat(unknown.path("registry_checked").asBoolean()).isTrue();
        assertThat(unknown.path("ok").asBoolean()).isTrue();
        assertThat(unknown.path("findings").path(0).path("severity").asText()).isEqualTo("warning");
        assertThat(unknown.path("findings").path(0).path("fix").asText())
                .isEqualTo("Add it: ./jira-agent tenant add --name " + tenant);

        CommandRun.of("tenant", "add", "--name", tenant).succeeded();
        routes.write("tenants/" + tenant, routes.read("tenants/" + tenant).replace("issueTypes", "backup"));
        CommandRun run = CommandRun.with(programRuns(), "routes", "check", file.toString());
        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.out())
                .contains(":14: The parameter 'backup' is 'Bug, Incident', and the tenant has no agent of that name");
    }

    @Test
    void refusesAFileThatIsNotThere() {
        CommandRun run = CommandRun.with(nothingRuns(), "routes", "check", "no-such.camel.yaml");

        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err()).contains("There is no file no-such.camel.yaml");
    }
}
