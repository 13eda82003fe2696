package io.jiraagent.tenant;

import io.jiraagent.secret.Ed25519;
import java.util.Optional;
import java.util.UUID;

/** An agent's settings while they are being put together. Not thread-safe. */
public final class AgentDraft {
    private final UUID id;
    private final UUID tenantId;
    private String name = "";
    private String kind = "";
    private Optional<String> url = Optional.empty();
    private Optional<ModelSettings> model = Optional.empty();
    private Optional<String> publicKey = Optional.empty();
    private int concurrency = 4;
    private int maxAttempts = 5;
    private int deadlineSeconds = 60;
    private int answerWithinSeconds = 3600;
    private int retryForSeconds = 24 * 3600;
    private Optional<Integer> runsPerIssueHour = Optional.of(AgentLimits.DEFAULT_RUNS_PER_ISSUE_HOUR);
    private Optional<RateLimit> rateLimit = Optional.empty();
    private Optional<Integer> dailyRuns = Optional.empty();
    private Optional<Integer> dailyTokens = Optional.empty();
    private boolean idempotent;
    private boolean strictPayload;
    private boolean strictOrder;
    private Optional<UUID> backup = Optional.empty();
    private AgentStatus status = AgentStatus.DRAFT;

    /** A new agent with the defaults; it needs a name and a kind. */
    public AgentDraft(UUID id, UUID tenantId) {
        this.id = id;
        this.tenantId = tenantId;
    }

    /** A known one, to be changed. */
    public AgentDraft(AgentDefinition agent) {
        this(agent.id(), agent.tenantId());
        name(agent.name())
                .kind(agent.kind())
                .url(agent.url())
                .model(agent.model())
                .publicKey(agent.publicKey())
                .status(agent.status());
        concurrency(agent.limits().concurrency());
        maxAttempts(agent.limits().maxAttempts());
        deadlineSeconds(agent.limits().deadlineSeconds())
                .answerWithinSeconds(agent.limits().answerWithinSeconds())
                .retryForSeconds(agent.limits().retryForSeconds())
                .runsPerIssueHour(agent.limits().runsPerIssueHour());
        strictOrder(agent.strictOrder()).backup(agent.backup());
        rateLimit(agent.allowance().rateLimit()).dailyRuns(agent.allowance().dailyRuns());
        dailyTokens(agent.allowance().dailyTokens());
        idempotent(agent.idempotent()).strictPayload(agent.strictPayload());
    }

    public AgentDraft name(String value) {
        name = value;
        return this;
    }

    public AgentDraft kind(String value) {
        kind = value;
        return this;
    }

    public AgentDraft url(Optional<String> value) {
        url = value;
        return this;
    }

    /** The model as it is now. */
    public Optional<ModelSettings> model() {
        return model;
    }

    public AgentDraft model(Optional<ModelSettings> value) {
        model = value;
        return this;
    }

    /** @param value in any form that {@link Ed25519#publicKey} reads */
    public AgentDraft publicKey(Optional<String> value) {
        publicKey = value;
        return this;
    }

    public AgentDraft concurrency(int value) {
        concurrency = value;
        return this;
    }

    public AgentDraft maxAttempts(int value) {
        maxAttempts = value;
        return this;
    }

    public AgentDraft deadlineSeconds(int value) {
        deadlineSeconds = value;
        return this;
    }

    public AgentDraft answerWithinSeconds(int value) {
        answerWithinSeconds = value;
        return this;
    }

    public AgentDraft retryForSeconds(int value) {
        retryForSeconds = value;
        return this;
    }

    public AgentDraft runsPerIssueHour(Optional<Integer> value) {
        runsPerIssueHour = value;
        return this;
    }

    public AgentDraft strictOrder(boolean value) {
        strictOrder = value;
        return this;
    }

    public AgentDraft backup(Optional<UUID> value) {
        backup = value;
        return this;
    }

    public AgentDraft rateLimit(Optional<RateLimit> value) {
        rateLimit = value;
        return this;
    }

    public AgentDraft dailyRuns(Optional<Integer> value) {
        dailyRuns = value;
        return this;
    }

    public AgentDraft dailyTokens(Optional<Integer> value) {
        dailyTokens = value;
        return this;
    }

    public AgentDraft idempotent(boolean value) {
        idempotent = value;
        return this;
    }

    public AgentDraft strictPayload(boolean value) {
        strictPayload = value;
        return this;
    }

    public AgentDraft status(AgentStatus value) {
        status = value;
        return this;
    }

    /**
     * As it is now; only the public key is checked.
     *
     * @throws InvalidRegistrationException the public key is none
     */
    public AgentDefinition definition() {
        return new AgentDefinition(
                id,
                tenantId,
                name,
                kind,
                url,
                model,
                publicKey.map(AgentRules::publicKey),
                new AgentLimits(
                        concurrency,
                        maxAttempts,
                        deadlineSeconds,
                        answerWithinSeconds,
                        retryForSeconds,
                        runsPerIssueHour),
                new Allowance(rateLimit, dailyRuns, dailyTokens),
                idempotent,
                strictPayload,
                strictOrder,
                backup,
                status);
    }
}
