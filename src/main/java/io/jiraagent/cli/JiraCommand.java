package io.jiraagent.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jiraagent.jira.CommentMode;
import io.jiraagent.jira.JiraAccount;
import io.jiraagent.jira.JiraConnection;
import io.jiraagent.jira.JiraConnections;
import io.jiraagent.jira.JiraException;
import io.jiraagent.jira.JiraFlavour;
import io.jiraagent.jira.JiraSite;
import io.jiraagent.jira.JiraSites;
import io.jiraagent.runtime.JiraAccess;
import io.jiraagent.tenant.Actor;
import io.jiraagent.tenant.NotRegisteredException;
import io.jiraagent.tenant.Tenant;
import io.jiraagent.tenant.TenantRegistry;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code jira-agent jira}. */
@Command(
        name = "jira",
        description = "Connects tenants with their Jira, so that results are told in a comment on the ticket.",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND")
final class JiraCommand implements Runnable {
    private static final int MAX_TOKEN_BYTES = 8192;

    @Spec
    private CommandSpec spec;

    private final InputStream input;

    JiraCommand() {
        this(System.in);
    }

    /** @param input where the token is read from */
    JiraCommand(InputStream input) {
        this.input = input;
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "Name a command: connect, status, on, dry-run or off.");
    }

    @Command(
            name = "connect",
            description = "Connects a tenant, after asking Jira whom the token belongs to.",
            mixinStandardHelpOptions = true)
    int connect(
            @Option(names = "--tenant", required = true, description = "the tenant's id or name") String tenant,
            @Option(
                            names = "--url",
                            required = true,
                            description = "address of Jira, such as https://acme.atlassian.net")
                    String url,
            @Option(names = "--user", description = "e-mail address of the account (Cloud)") String user,
            @Option(
                            names = "--token-stdin",
                            required = true,
                            description = "reads the API token (Cloud) or personal access token from standard input")
                    boolean tokenFromInput,
            @Option(
                            names = "--flavour",
                            defaultValue = "cloud",
                            description = "cloud or data-center (default: ${DEFAULT-VALUE})")
                    String flavour,
            @Option(
                            names = "--mode",
                            defaultValue = "dry-run",
                            description = "on, dry-run or off (default: ${DEFAULT-VALUE})")
                    String mode,
            @Option(
                            names = "--allow",
                            split = ",",
                            description = "fields of issues to change as well: labels, priority")
                    List<String> fields,
            @Mixin JsonOption output) {
        RegistryAccess access = RegistryAccess.open(spec);
        JiraAccount account = new JiraAccount(
                url,
                JiraFlavour.of(flavour)
                        .orElseThrow(() -> refused("--flavour is cloud or data-center, not '" + flavour + "'.")),
                user,
                token());
        return save(
                access,
                new JiraConnection(find(access, tenant).id(), account, mode(mode), fields == null ? List.of() : fields),
                output);
    }

    @Command(name = "status", description = "Lists the connected tenants.", mixinStandardHelpOptions = true)
    int status(@Option(names = "--tenant", description = "only this tenant") String tenant, @Mixin JsonOption output) {
        RegistryAccess access = RegistryAccess.open(spec);
        TextTable table = new TextTable("TENANT", "MODE", "JIRA", "ACCOUNT", "FIELDS", "PENDING", "FAILED");
        ArrayNode json = RegistryJson.array();
        Optional<Tenant> only = Optional.ofNullable(tenant).map(name -> find(access, name));
        for (JiraSite site : new JiraSites(access.jdbc()).list(only.map(Tenant::id))) {
            table.add(
                    site.tenantName(),
                    site.mode().text(),
                    site.baseUrl(),
                    site.accountName(),
                    String.join(",", site.allowedFields()),
                    Long.toString(site.pending()),
                    Long.toString(site.failed()));
            json.add(json(site));
        }
        output.print(json, table.toString());
        return 0;
    }

    @Command(name = "on", description = "Results are told in Jira from now on.", mixinStandardHelpOptions = true)
    int on(
            @Option(names = "--tenant", required = true, description = "the tenant's id or name") String tenant,
            @Mixin JsonOption output) {
        return set(tenant, CommentMode.ON, output);
    }

    @Command(
            name = "dry-run",
            description = "What would be told is kept and shown from now on; nothing is sent.",
            mixinStandardHelpOptions = true)
    int dryRun(
            @Option(names = "--tenant", required = true, description = "the tenant's id or name") String tenant,
            @Mixin JsonOption output) {
        return set(tenant, CommentMode.DRY_RUN, output);
    }

    @Command(
            name = "off",
            description = "Results are told no more, but where a rule says comment: on (dry-run holds those as well).",
            mixinStandardHelpOptions = true)
    int off(
            @Option(names = "--tenant", required = true, description = "the tenant's id or name") String tenant,
            @Mixin JsonOption output) {
        return set(tenant, CommentMode.OFF, output);
    }

    private int set(String tenant, CommentMode mode, JsonOption output) {
        RegistryAccess access = RegistryAccess.open(spec);
        Tenant found = find(access, tenant);
        JiraSite changed = new JiraSites(access.jdbc())
                .setMode(found.id(), mode, Actor.CLI)
                .orElseThrow(() -> new NotRegisteredException("The tenant '" + found.name()
                        + "' is not connected with a Jira. Connect it: ./jira-agent jira connect --help"));
        output.print(json(changed), describe(changed));
        return 0;
    }

    private int save(RegistryAccess access, JiraConnection connection, JsonOption output) {
        try {
            JiraSite site = JiraAccess.with(access.settings(), access.embedded(), probe -> new JiraConnections(
                            new JiraSites(access.jdbc()), access.keyring(), probe)
                    .connect(connection, Actor.CLI));
            output.print(json(site), describe(site));
            return 0;
        } catch (JiraException e) {
            throw new IllegalStateException(e.getMessage() + ". " + e.fix(), e);
        }
    }

    private static String describe(JiraSite site) {
        String fields = site.allowedFields().isEmpty() ? "" : ", fields: " + String.join(", ", site.allowedFields());
        return "Tenant '" + site.tenantName() + "': " + site.baseUrl() + " as " + site.accountName() + " ("
                + site.accountId() + "), comments " + site.mode().text().replace('_', ' ') + fields + ".";
    }

    private static ObjectNode json(JiraSite site) {
        ObjectNode json = RegistryJson.object()
                .put("tenant_id", site.tenantId().toString())
                .put("tenant_name", site.tenantName())
                .put("base_url", site.baseUrl())
                .put("flavour", site.flavour().text())
                .put("user", site.user())
                .put("account_id", site.accountId())
                .put("account_name", site.accountName())
                .put("mode", site.mode().text());
        site.allowedFields().forEach(json.putArray("allowed_fields")::add);
        return json.put("pending", site.pending()).put("failed", site.failed());
    }

    private CommentMode mode(String text) {
        return CommentMode.of(text.replace('-', '_'))
                .orElseThrow(() -> refused("--mode is on, dry-run or off, not '" + text + "'."));
    }

    private String token() {
        try {
            return new String(input.readNBytes(MAX_TOKEN_BYTES), StandardCharsets.UTF_8).strip();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Tenant find(RegistryAccess access, String tenant) {
        return new TenantRegistry(access.jdbc()).resolve(tenant);
    }

    private ParameterException refused(String message) {
        return new ParameterException(spec.commandLine(), message);
    }
}
