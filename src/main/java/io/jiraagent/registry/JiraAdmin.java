package io.jiraagent.registry;

import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import io.jiraagent.history.Tenants;
import io.jiraagent.jira.CommentMode;
import io.jiraagent.jira.JiraAccount;
import io.jiraagent.jira.JiraConnection;
import io.jiraagent.jira.JiraConnections;
import io.jiraagent.jira.JiraException;
import io.jiraagent.jira.JiraFlavour;
import io.jiraagent.jira.JiraSite;
import io.jiraagent.jira.JiraSites;
import io.jiraagent.problem.Problem;
import io.jiraagent.problem.ProblemException;
import io.jiraagent.web.OpsRequest;
import io.jiraagent.web.Parameters;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;

/** {@code /api/tenants/{id}/jira}, for administrators of the tenant. Thread-safe. */
public final class JiraAdmin {
    private static final int TENANT = 2;
    private static final int UNPROCESSABLE = 422;
    private static final Set<String> FIELDS = Set.of("base_url", "flavour", "user", "token", "mode", "allowed_fields");

    private final Tenants tenants;
    private final JiraSites sites;
    private final JiraConnections connections;

    public JiraAdmin(Tenants tenants, JiraSites sites, JiraConnections connections) {
        this.tenants = tenants;
        this.sites = sites;
        this.connections = connections;
    }

    /** A site as the API shows it; its token is never shown. */
    @JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
    public record View(
            UUID tenantId,
            String baseUrl,
            String flavour,
            String user,
            String accountId,
            String accountName,
            String mode,
            List<String> allowedFields,
            long pending,
            long failed,
            Instant restUntil,
            Instant createdAt,
            Instant updatedAt) {
        static View of(JiraSite site) {
            return new View(
                    site.tenantId(),
                    site.baseUrl(),
                    site.flavour().text(),
                    site.user(),
                    site.accountId(),
                    site.accountName(),
                    site.mode().text(),
                    site.allowedFields(),
                    site.pending(),
                    site.failed(),
                    site.restUntil(),
                    site.createdAt(),
                    site.updatedAt());
        }
    }

    public View read(OpsRequest request) {
        UUID tenant = tenant(request);
        request.parameters().refuseOthersThan(Set.of());
        return View.of(sites.find(tenant).orElseThrow(JiraAdmin::notConnected));
    }

    /** Connects the tenant, or changes how; what is not given stays as it is. */
    public View change(OpsRequest request) {
        UUID tenant = tenant(request);
        Fields fields = Fields.read(request, FIELDS);
        Optional<JiraSite> before = sites.find(tenant);
        try {
            return View.of(Fields.usable(() -> connections.connect(
                    connection(tenant, fields, before), request.caller().actor())));
        } catch (JiraException e) {
            throw new ProblemException(
                    Problem.of("jira-check-failed", "Unprocessable Content", UNPROCESSABLE, e.getMessage(), e.fix()));
        }
    }

    /** What is there afterwards: nothing. */
    public Removed remove(OpsRequest request) {
        UUID tenant = tenant(request);
        if (!sites.remove(tenant, request.caller().actor())) {
            throw notConnected();
        }
        return new Removed("removed");
    }

    /** The answer to a removal. */
    public record Removed(String status) {}

    private static JiraConnection connection(UUID tenant, Fields fields, Optional<JiraSite> before) {
        AtomicReference<String> user =
                new AtomicReference<>(before.map(JiraSite::user).orElse(null));
        fields.nullableText("user", text -> user.set(text.orElse(null)));
        AtomicReference<JiraFlavour> flavour =
                new AtomicReference<>(before.map(JiraSite::flavour).orElse(JiraFlavour.CLOUD));
        fields.oneOf(
                "flavour",
                Stream.of(JiraFlavour.values()).map(JiraFlavour::text).toList(),
                text -> flavour.set(JiraFlavour.of(text).orElseThrow()));
        AtomicReference<CommentMode> mode =
                new AtomicReference<>(before.map(JiraSite::mode).orElse(CommentMode.OFF));
        fields.oneOf(
                "mode",
                Stream.of(CommentMode.values()).map(CommentMode::text).toList(),
                text -> mode.set(CommentMode.of(text).orElseThrow()));
        String baseUrl = fields.text("base_url")
                .or(() -> before.map(JiraSite::baseUrl))
                .orElseThrow(() -> Parameters.refused("base_url", "nothing", "the address of Jira"));
        return new JiraConnection(
                tenant,
                new JiraAccount(
                        baseUrl, flavour.get(), user.get(), fields.text("token").orElse(null)),
                mode.get(),
                fields.texts("allowed_fields")
                        .or(() -> before.map(JiraSite::allowedFields))
                        .orElse(List.of()));
    }

    /** A tenant that the caller does not see is one that is not there. */
    private UUID tenant(OpsRequest request) {
        return tenants.read(request.id(TENANT), request.caller()).id();
    }

    private static ProblemException notConnected() {
        return new ProblemException(Problem.of(
                "not-found", "Not Found", 404, "The tenant is not connected with a Jira", "Connect it by PUT."));
    }
}
