package io.jiraagent.cli;

import io.jiraagent.tenant.Actor;
import io.jiraagent.tenant.AgentDraft;
import io.jiraagent.tenant.AgentRegistry;
import io.jiraagent.tenant.AgentStatus;
import io.jiraagent.tenant.AgentUpdates;
import io.jiraagent.tenant.RegisteredAgent;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.function.Function;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code jira-agent agent set}. */
@Command(
        name = "set",
        description = "Changes an agent's settings; those that are not named stay. It holds within seconds.",
        mixinStandardHelpOptions = true)
final class AgentSetCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Mixin
    private JsonOption output;

    @Parameters(description = "the agent's id")
    private UUID id;

    @Option(names = "--name", description = "for people")
    private String name;

    @Option(names = "--kind", description = "names the route that does the work")
    private String kind;

    @Option(names = "--url", description = "where it is asked, or none")
    private String url;

    @Option(names = "--public-key", description = "whpk_… of a sender that signs by Ed25519, or none")
    private String publicKey;

    @Option(names = "--status", description = "draft, active or paused")
    private AgentStatus status;

    @Option(names = "--concurrency", description = "runs at the same time in one worker process")
    private Integer concurrency;

    @Option(names = "--max-attempts", description = "attempts at one execution, the first included")
    private Integer maxAttempts;

    @Option(names = "--deadline", description = "seconds that one answer may take")
    private Integer deadlineSeconds;

    @Option(names = "--answer-within", description = "time that it has to answer a task that it has taken with 202")
    private Duration answerWithin;

    @Option(names = "--retry-for", description = "time after the first attempt in which another may begin")
    private Duration retryFor;

    @Option(names = "--backup", description = "id or name of the agent that stands in, or none")
    private String backup;

    @Option(
            names = "--strict-order",
            negatable = true,
            description = "a later event of an issue waits until the earlier one has ended")
    private Boolean strictOrder;

    @Option(names = "--rate-limit", description = "events that are taken, such as 60/min, or none")
    private String rateLimit;

    @Option(names = "--daily-runs", description = "attempts that may begin on one day (UTC), or none")
    private String dailyRuns;

    @Option(names = "--daily-tokens", description = "tokens of its model on one day (UTC), or none")
    private String dailyTokens;

    @Mixin
    private ModelOptions model;

    @Option(
            names = "--runs-per-issue-hour",
            description = "executions of one issue that may begin within an hour, or none for any number")
    private String runsPerIssueHour;

    @Option(names = "--idempotent", negatable = true, description = "running it twice does no harm")
    private Boolean idempotent;

    @Option(names = "--strict-payload", negatable = true, description = "refuse unusable JSON with 422")
    private Boolean strictPayload;

    @Override
    public Integer call() {
        boolean nothing = spec.commandLine().getParseResult().matchedOptions().stream()
                .allMatch(option -> option.names()[0].equals("--json"));
        if (nothing) {
            throw new ParameterException(spec.commandLine(), "Name a setting to change, such as --rate-limit 60/min.");
        }
        RegistryAccess access = RegistryAccess.open(spec);
        AgentRegistry registry = new AgentRegistry(access.jdbc());
        UUID tenant = registry.get(id).definition().tenantId();
        RegisteredAgent agent = new AgentUpdates(access.jdbc(), access.urlCheck())
                .change(
                        id,
                        draft -> apply(
                                draft.model(model.apply(draft.model(), access::keyring)),
                                name -> registry.resolve(tenant, name).id()),
                        Actor.CLI);
        output.print(RegistryJson.agent(agent), "Agent '" + agent.name() + "' is changed.");
        return 0;
    }

    private AgentDraft apply(AgentDraft draft, Function<String, UUID> agents) {
        if (backup != null) {
            draft.backup(backup.equals("none") ? Optional.empty() : Optional.of(agents.apply(backup)));
        }
        Optional.ofNullable(answerWithin).ifPresent(value -> draft.answerWithinSeconds((int) value.toSeconds()));
        Optional.ofNullable(retryFor).ifPresent(value -> draft.retryForSeconds((int) value.toSeconds()));
        Optional.ofNullable(strictOrder).ifPresent(draft::strictOrder);
        Optional.ofNullable(name).ifPresent(draft::name);
        Optional.ofNullable(kind).ifPresent(draft::kind);
        Optional.ofNullable(url)
                .ifPresent(value -> draft.url(value.equals("none") ? Optional.empty() : Optional.of(value)));
        Optional.ofNullable(publicKey)
                .ifPresent(value -> draft.publicKey(value.equals("none") ? Optional.empty() : Optional.of(value)));
        Optional.ofNullable(status).ifPresent(draft::status);
        Optional.ofNullable(concurrency).ifPresent(draft::concurrency);
        Optional.ofNullable(maxAttempts).ifPresent(draft::maxAttempts);
        Optional.ofNullable(deadlineSeconds).ifPresent(draft::deadlineSeconds);
        Optional.ofNullable(rateLimit).map(AllowanceOptions::rateLimit).ifPresent(draft::rateLimit);
        Optional.ofNullable(dailyRuns).map(AllowanceOptions::dailyRuns).ifPresent(draft::dailyRuns);
        Optional.ofNullable(dailyTokens).map(AllowanceOptions::dailyTokens).ifPresent(draft::dailyTokens);
        Optional.ofNullable(runsPerIssueHour)
                .map(AllowanceOptions::runsPerIssueHour)
                .ifPresent(draft::runsPerIssueHour);
        Optional.ofNullable(idempotent).ifPresent(draft::idempotent);
        Optional.ofNullable(strictPayload).ifPresent(draft::strictPayload);
        return draft;
    }
}
