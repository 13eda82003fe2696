package io.jiraagent.config;

import java.net.URI;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The OpenID Connect provider at which people sign in.
 *
 * @param issuer exactly as the provider writes it in its tokens
 * @param clientSecret empty: a public client, protected by PKCE alone
 * @param roleClaim name of a claim of the ID token, or a JSON Pointer into it
 * @param grants the first whose value the claim holds decides; nobody else is let in
 * @param tenantClaim name of, or pointer to, the claim with the tenant of those whose grant names none; empty: they are
 *     for all tenants
 */
public record OidcSettings(
        URI issuer,
        String clientId,
        Optional<String> clientSecret,
        List<String> scopes,
        String roleClaim,
        List<Grant> grants,
        Optional<String> tenantClaim) {

    /** Stands for all tenants in {@link Grant#tenant()}. */
    public static final String ALL_TENANTS = "*";

    private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "[::1]");
    private static final Pattern GRANT =
            Pattern.compile("(?<value>.+?)\\s*=\\s*(?<role>viewer|operator|admin)(@(?<tenant>\\S.*))?");

    /**
     * What a value of the role claim allows.
     *
     * @param role viewer, operator or admin
     * @param tenant name or id of the only tenant, or {@link #ALL_TENANTS}; empty: as the tenant claim says
     */
    public record Grant(String value, String role, Optional<String> tenant) {}

    @Override
    public String toString() {
        return "OidcSettings[issuer=" + issuer + ", clientId=" + clientId + ", clientSecret="
                + clientSecret.map(secret -> "***").orElse("") + ", scopes=" + scopes + ", roleClaim=" + roleClaim
                + ", grants=" + grants + ", tenantClaim=" + tenantClaim.orElse("") + "]";
    }

    /** Empty without an issuer; the other keys are not looked at then. */
    static Optional<OidcSettings> read(PropertySource source) {
        Optional<String> issuer = source.text("oidc.issuer");
        Optional<String> clientId = source.text("oidc.client-id");
        Optional<String> secret = source.text("oidc.client-secret");
        List<String> scopes =
                List.of(source.text("oidc.scopes", "openid profile email").split("\\s+"));
        String roleClaim = source.text("oidc.role-claim", "roles");
        String roles = source.text("oidc.roles", "");
        Optional<String> tenantClaim = source.text("oidc.tenant-claim");
        if (issuer.isEmpty()) {
            return Optional.empty();
        }
        if (!scopes.contains("openid")) {
            throw PropertySource.refuse("oidc.scopes", String.join(" ", scopes), "openid among the scopes");
        }
        return Optional.of(new OidcSettings(
                issuer(issuer.get()),
                clientId.orElseThrow(() ->
                        PropertySource.refuse("oidc.client-id", "", "the client's id at the provider of oidc.issuer")),
                secret,
                scopes,
                roleClaim,
                grants(roles),
                tenantClaim));
    }

    private static URI issuer(String text) {
        String wanted = "an address that begins with https://, without query (http:// only on this machine)";
        try {
            URI issuer = URI.create(text);
            boolean encrypted = "https".equals(issuer.getScheme());
            boolean local = "http".equals(issuer.getScheme()) && LOOPBACK.contains(String.valueOf(issuer.getHost()));
            if ((encrypted || local)
                    && issuer.getHost() != null
                    && issuer.getRawUserInfo() == null
                    && issuer.getRawQuery() == null
                    && issuer.getRawFragment() == null) {
                return issuer;
            }
        } catch (IllegalArgumentException e) {
            throw PropertySource.refuse("oidc.issuer", text, wanted);
        }
        throw PropertySource.refuse("oidc.issuer", text, wanted);
    }

    private static List<Grant> grants(String text) {
        List<Grant> grants = Arrays.stream(text.split(",", -1))
                .map(String::strip)
                .filter(entry -> !entry.isEmpty())
                .map(OidcSettings::grant)
                .toList();
        if (grants.isEmpty()) {
            throw PropertySource.refuse(
                    "oidc.roles",
                    "",
                    "at least one <value of the role claim>=<viewer|operator|admin>: who has none"
                            + " of these values is not let in");
        }
        return grants;
    }

    private static Grant grant(String entry) {
        Matcher parts = GRANT.matcher(entry);
        if (!parts.matches()) {
            throw PropertySource.refuse(
                    "oidc.roles", entry, "<value>=<viewer|operator|admin>, or <value>=<role>@<tenant>");
        }
        return new Grant(parts.group("value"), parts.group("role"), Optional.ofNullable(parts.group("tenant")));
    }
}
