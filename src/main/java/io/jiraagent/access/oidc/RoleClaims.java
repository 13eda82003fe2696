package io.jiraagent.access.oidc;

import com.fasterxml.jackson.databind.JsonNode;
import io.jiraagent.config.OidcSettings;
import io.jiraagent.config.OidcSettings.Grant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What the claims of an ID token allow here. Thread-safe. */
final class RoleClaims {
    private static final String EMAIL = "email";

    private final OidcSettings settings;

    RoleClaims(OidcSettings settings) {
        this.settings = settings;
    }

    /** @param tenant name or id of the only tenant; empty: all */
    record Allowed(String role, Optional<String> tenant) {}

    /** Empty: nothing; the claim is missing, holds nothing that is meant, or the tenant is not told. */
    Optional<Allowed> of(JsonNode claims) {
        List<String> values = texts(claims, settings.roleClaim());
        return settings.grants().stream()
                .filter(grant -> values.contains(grant.value()))
                .findFirst()
                .flatMap(grant -> allowed(grant, claims));
    }

    private Optional<Allowed> allowed(Grant grant, JsonNode claims) {
        if (grant.tenant().isPresent()) {
            return Optional.of(new Allowed(
                    grant.role(), grant.tenant().filter(tenant -> !tenant.equals(OidcSettings.ALL_TENANTS))));
        }
        if (settings.tenantClaim().isEmpty()) {
            return Optional.of(new Allowed(grant.role(), Optional.empty()));
        }
        List<String> tenants = texts(claims, settings.tenantClaim().get());
        return tenants.size() == 1
                ? Optional.of(new Allowed(grant.role(), Optional.of(tenants.get(0))))
                : Optional.empty();
    }

    /** The claim's text, or its texts; an address of e-mail that the provider has not verified is none. */
    private static List<String> texts(JsonNode claims, String claim) {
        if (claim.equals(EMAIL) && !claims.path("email_verified").asBoolean(false)) {
            return List.of();
        }
        JsonNode value = claim.startsWith("/") ? claims.at(claim) : claims.path(claim);
        List<String> texts = new ArrayList<>();
        if (value.isTextual()) {
            texts.add(value.textValue());
        }
        if (value.isArray()) {
            value.forEach(entry -> {
                if (entry.isTextual()) {
                    texts.add(entry.textValue());
                }
            });
        }
        return texts;
    }
}
