package io.jiraagent.registry;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.jiraagent.testing.AuditLog;
import io.jiraagent.testing.Http;
import io.jiraagent.testing.Seeds;
import java.net.http.HttpResponse;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Tenants made and changed over HTTP. */
class TenantAdminIT {
    private final String admin = Seeds.token("admin", null);

    private static String newName() {
        return "t-" + UUID.randomUUID().toString().substring(0, 13);
    }

    @Test
    void aTenantIsMadeWithItsLimitsAndChanged() {
        String name = newName();

        HttpResponse<String> made = Http.post(
                "/api/tenants", admin, "{\"name\":\"" + name + "\",\"rate_limit\":\"600/min\",\"daily_runs\":500}");

        assertThat(made.statusCode()).as(made.body()).isEqualTo(201);
        JsonNode tenant = Http.json(made);
        UUID id = UUID.fromString(tenant.path("id").asText());
        assertThat(tenant.path("name").asText()).isEqualTo(name);
        assertThat(tenant.path("rate_limit").asText()).isEqualTo("600/min");
        assertThat(tenant.path("daily_runs").asInt()).isEqualTo(500);
        assertThat(tenant.path("runs_today").asInt()).isZero();
        assertThat(Http.get("/api/tenants", admin).body()).contains(id.toString());

        JsonNode changed = Http.json(Http.patch("/api/tenants/" + id, admin, "{\"daily_runs\":null}"));
        assertThat(changed.path("daily_runs").isNull()).isTrue();
        assertThat(changed.path("rate_limit").asText()).isEqualTo("600/min");
        assertThat(AuditLog.ofTenant(id))
                .extracting(entry -> entry.get("action"))
                .containsExactly("tenant_created", "tenant_changed");
    }

    @Test
    void aNameIsTakenOnce() {
        String body = "{\"name\":\"" + newName() + "\"}";
        assertThat(Http.post("/api/tenants", admin, body).statusCode()).isEqualTo(201);

        HttpResponse<String> second = Http.post("/api/tenants", admin, body);

        assertThat(second.statusCode()).isEqualTo(409);
        assertThat(Http.json(second).path("detail").asText()).startsWith("There is a tenant named");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {}                              | name got 'nothing'; it wants a text
            {"name":"Upper"}                | name: The name of a tenant
            {"name":"a","daily_runs":-1}    | daily_runs: The daily-runs is a whole number
            {"name":"a","rate_limit":"1/d"} | rate_limit: A rate limit is""")
    void whatCannotBeUsedIsNamed(String body, String detail) {
        HttpResponse<String> response = Http.post("/api/tenants", admin, body);

        assertThat(response.statusCode()).isEqualTo(400);
        assertThat(Http.json(response).path("detail").asText()).startsWith(detail);
    }

    @Test
    void anAdministratorOfOneTenantNeitherMakesTenantsNorChangesItsOwnLimits() {
        UUID tenant = Seeds.tenant();
        String own = Seeds.token("admin", tenant);

        assertThat(Http.post("/api/tenants", own, "{\"name\":\"" + newName() + "\"}")
                        .statusCode())
                .isEqualTo(403);
        assertThat(Http.patch("/api/tenants/" + tenant, own, "{\"daily_runs\":null}")
                        .statusCode())
                .isEqualTo(403);
        assertThat(Http.patch("/api/tenants/" + Seeds.tenant(), own, "{}").statusCode())
                .isEqualTo(404);
    }
}
