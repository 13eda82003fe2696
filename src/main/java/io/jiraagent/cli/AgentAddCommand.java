package io.jiraagent.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jiraagent.tenant.Actor;
import io.jiraagent.tenant.AgentDefinition;
import io.jiraagent.tenant.AgentDraft;
import io.jiraagent.tenant.AgentEnrollment;
import io.jiraagent.tenant.AgentRegistry;
import io.jiraagent.tenant.AgentStatus;
import io.jiraagent.tenant.RateLimit;
import io.jiraagent.tenant.RegisteredAgent;
import io.jiraagent.tenant.Tenant;
import io.jiraagent.tenant.TenantRegistry;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code jira-agent agent add}. */
@Command(
        name = "add",
        description = "Adds an agent; prints its addresses, and once its secret and its token for Jira Automation.",
        mixinStandardHelpOptions = true)
final class AgentAddCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Mixin
    private JsonOption output;

    @Option(names = "--tenant", required = true, description = "the tenant's id or name")
    private String tenant;

    @Option(names = "--name", required = true, description = "for people")
    private String name;

    @Option(
            names = "--kind",
            required = true,
            description = "ticket-enhancer, openai, http, echo, or your own: names the route that does the work,"
                    + " routes/agents/<kind>.camel.yaml")
    private String kind;

    @Option(names = "--url", description = "where an agent of kind http is asked")
    private String url;

    @Option(names = "--public-key", description = "whpk_… of a sender that signs by Ed25519, such as a signing relay")
    private String publicKey;

    @Option(
            names = "--concurrency",
            defaultValue = "4",
            description = "runs at the same time in one worker process (default: ${DEFAULT-VALUE})")
    private int concurrency;

    @Option(
            names = "--max-attempts",
            defaultValue = "5",
            description = "attempts at one execution, the first included (default: ${DEFAULT-VALUE})")
    private int maxAttempts;

    @Option(
            names = "--deadline",
            defaultValue = "60",
            description = "seconds that one answer may take (default: ${DEFAULT-VALUE})")
    private int deadlineSeconds;

    @Option(
            names = "--answer-within",
            defaultValue = "1h",
            description = "time that an agent of kind http has to answer a task that it has taken with 202"
                    + " (default: ${DEFAULT-VALUE})")
    private Duration answerWithin;

    @Option(
            names = "--retry-for",
            defaultValue = "24h",
            description = "time after the first attempt in which another may begin (default: ${DEFAULT-VALUE})")
    private Duration retryFor;

    @Option(
            names = "--backup",
            description =
                    "id or name of an agent of the same tenant that stands in while this one's breaker is open, and"
                            + " when its attempts are spent without effect")
    private String backup;

    @Option(
            names = "--strict-order",
            description = "a later event of an issue waits until the earlier one has ended, with all its retries")
    private boolean strictOrder;

    @Option(
            names = "--rate-limit",
            description = "events that are taken, such as 60/min, 5/s or 1000/h (default: any number)")
    private RateLimit rateLimit;

    @Option(
            names = "--daily-runs",
            description = "attempts that may begin on one day (UTC), retries included (default: any number)")
    private Integer dailyRuns;

    @Option(
            names = "--daily-tokens",
            description = "tokens of its model on one day (UTC), input and output (default: any number)")
    private Integer dailyTokens;

    @Mixin
    private ModelOptions model;

    @Option(
            names = "--runs-per-issue-hour",
            defaultValue = "20",
            description = "executions of one issue that may begin within an hour, or none for any number; ends loops in"
                    + " which the agent sets itself off (default: ${DEFAULT-VALUE})")
    private String runsPerIssueHour;

    @Option(
            names = "--idempotent",
            description = "running it twice does no harm, so an attempt that was lost with its worker is repeated")
    private boolean idempotent;

    @Option(names = "--strict-payload", description = "refuse unusable JSON with 422 instead of recording a failure")
    private boolean strictPayload;

    @Option(names = "--active", description = "take events at once (default: draft, until it is activated)")
    private boolean active;

    @Override
    public Integer call() {
        RegistryAccess access = RegistryAccess.open(spec);
        Tenant owner = new TenantRegistry(access.jdbc()).resolve(tenant);
        AgentRegistry registry = new AgentRegistry(access.jdbc());
        Optional<UUID> standIn = Optional.ofNullable(backup)
                .map(agent -> registry.resolve(owner.id(), agent).id());
        AgentDefinition definition = new AgentDraft(UUID.randomUUID(), owner.id())
                .name(name)
                .kind(kind)
                .url(Optional.ofNullable(url))
                .model(model.apply(Optional.empty(), access::keyring))
                .publicKey(Optional.ofNullable(publicKey))
                .concurrency(concurrency)
                .maxAttempts(maxAttempts)
                .deadlineSeconds(deadlineSeconds)
                .answerWithinSeconds((int) answerWithin.toSeconds())
                .retryForSeconds((int) retryFor.toSeconds())
                .runsPerIssueHour(AllowanceOptions.runsPerIssueHour(runsPerIssueHour))
                .rateLimit(Optional.ofNullable(rateLimit))
                .dailyRuns(Optional.ofNullable(dailyRuns))
                .dailyTokens(Optional.ofNullable(dailyTokens))
                .idempotent(idempotent)
                .strictPayload(strictPayload)
                .strictOrder(strictOrder)
                .backup(standIn)
                .status(active ? AgentStatus.ACTIVE : AgentStatus.DRAFT)
                .definition();
        AgentEnrollment.HandedOut handedOut =
                new AgentEnrollment(access.jdbc(), access.keyring(), access.urlCheck()).enroll(definition, Actor.CLI);
        print(registry.get(definition.id()), handedOut, access.publicUrl());
        warnWithoutRoute(access.settings().routesDir());
        return 0;
    }

    private void print(RegisteredAgent agent, AgentEnrollment.HandedOut handedOut, String publicUrl) {
        String webhookUrl = publicUrl + "/webhook/agents/" + agent.id() + "/webhook";
        String automationUrl = publicUrl + "/jira/automation/" + agent.id();
        ObjectNode json = RegistryJson.agent(agent)
                .put("webhook_url", webhookUrl)
                .put("automation_url", automationUrl)
                .put("hmac_secret", handedOut.secret())
                .put("automation_token", handedOut.automationToken());
        output.print(
                json,
                String.join(
                        "\n",
                        "Agent '" + agent.name() + "' added to tenant '" + agent.tenantName() + "'. "
                                + (active
                                        ? "It is active."
                                        : "It is a draft until: ./jira-agent agent activate " + agent.id()),
                        "AGENT_ID='" + agent.id() + "'",
                        "TENANT_ID='" + agent.definition().tenantId() + "'",
                        "WEBHOOK_URL='" + webhookUrl + "'",
                        "AUTOMATION_URL='" + automationUrl + "'",
                        "HMAC_SECRET='" + handedOut.secret() + "'",
                        "AUTOMATION_TOKEN='" + handedOut.automationToken() + "'",
                        "The secret and the token are shown only now."));
    }

    private void warnWithoutRoute(Path routes) {
        Path file = routes.resolve("agents").resolve(kind + ".camel.yaml");
        if (!Files.exists(file)) {
            spec.commandLine()
                    .getErr()
                    .println("Warning: nothing works on kind '" + kind + "' yet. Add " + file + " with a route from"
                            + " direct:agent-" + kind + " and restart the program; until then its executions fail.");
        }
    }
}
