package io.jiraagent.tryout;

import com.fasterxml.jackson.databind.json.JsonMapper;
import io.jiraagent.access.AccessRole;
import io.jiraagent.agent.AgentTask;
import io.jiraagent.agent.AgentUsage;
import io.jiraagent.agent.http.AgentCall;
import io.jiraagent.agent.http.AgentCalls;
import io.jiraagent.agent.model.ModelTalk;
import io.jiraagent.execution.Claim;
import io.jiraagent.execution.ExecutionError;
import io.jiraagent.execution.TryOutAttempts;
import io.jiraagent.problem.Problem;
import io.jiraagent.problem.ProblemException;
import io.jiraagent.routefile.AgentRoutes;
import io.jiraagent.routefile.AgentWay;
import io.jiraagent.tenant.Agent;
import io.jiraagent.ticket.MalformedPayloadException;
import io.jiraagent.ticket.PayloadReader;
import io.jiraagent.ticket.PayloadReading;
import io.jiraagent.ticket.Ticket;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Decides what is done when somebody tries an agent, and what is shown of it. Thread-safe. */
public final class TryOuts {
    static final String MODEL_KIND = "openai";
    static final String SERVICE_KIND = "http";

    private static final Set<String> WITHOUT_EFFECT = Set.of("ticket-enhancer", "echo", MODEL_KIND);
    private static final int SIGNATURE_SHOWN = 15;
    private static final int RETRY_AFTER_SECONDS = 5;

    /** Shorter than the time after which the server ends a connection on which nothing moves. */
    private static final Duration LONGEST = Duration.ofSeconds(25);

    /** An agent's route that keeps the deadline itself says better what happened. */
    private static final Duration GRACE = Duration.ofSeconds(2);

    private final PayloadReader reader = new PayloadReader();
    private final JsonMapper mapper = JsonMapper.builder().build();
    private final AgentRoutes routes;
    private final AgentCalls calls;
    private final Optional<TryOutAttempts> attempts;
    private final Clock clock;

    /** @param attempts empty where the agents' routes do not run */
    public TryOuts(AgentRoutes routes, AgentCalls calls, Optional<TryOutAttempts> attempts, Clock clock) {
        this.routes = routes;
        this.calls = calls;
        this.attempts = attempts;
        this.clock = clock;
    }

    /** Whether an agent of the kind may change something outside. */
    static boolean mayAct(String kind) {
        return !WITHOUT_EFFECT.contains(kind);
    }

    /** 429: as many agents are tried here as may be at the same time. */
    public static ProblemException busy() {
        return new ProblemException(
                Problem.of(
                        "busy",
                        "Too Many Requests",
                        429,
                        "Too many agents are being tried at the same time",
                        "Try again in a few seconds."),
                RETRY_AFTER_SECONDS);
    }

    /** @throws MalformedPayloadException no ticket can be told from the payload */
    public TryOutPlan plan(TryOutRequest request) {
        Agent agent = request.agent();
        PayloadReading reading = reader.read(request.payload());
        Claim claim = TryOutAttempts.claim(agent, reading.eventType(), request.payload(), clock);
        AgentTask read = task(claim, reading, reading.ticket());
        AgentWay way = routes.choose(claim, read);
        AgentTask task = task(claim, reading, way.mapping().apply(reading.ticket(), reading.payload()));
        boolean effects = way.own() || mayAct(way.kind());
        String note = note(request, way, effects);
        Duration limit = agent.deadline().plus(GRACE);
        return new TryOutPlan(
                request,
                task,
                reading.repairs(),
                claim,
                way,
                effects,
                note == null,
                note,
                limit.compareTo(LONGEST) > 0 ? LONGEST : limit);
    }

    private static AgentTask task(Claim claim, PayloadReading reading, Ticket ticket) {
        return new AgentTask(
                claim.executionId(),
                claim.agentId(),
                claim.tenantId(),
                claim.attempt(),
                reading.eventType(),
                ticket,
                reading.payload());
    }

    /** Null when the agent is to be asked. */
    private String note(TryOutRequest request, AgentWay way, boolean effects) {
        if (way.filtered()) {
            return way.reason();
        }
        if (!request.run().orElse(!effects)) {
            return effects
                    ? "Nobody was asked: this agent is really called, and may act outside, only when that is confirmed"
                    : "Nobody was asked";
        }
        return attempts.isPresent()
                ? null
                : "Nobody was asked: this process has the role api, and agents run in those of the role worker. Open this"
                        + " page at a process of the role all (./jira-agent run with the same settings), or send the agent"
                        + " a test";
    }

    /** For a plan that runs; counts it, where it costs something. */
    public Claim begin(TryOutPlan plan) {
        return plan.counts() ? attempts.orElseThrow().charge(plan.claim()) : plan.claim();
    }

    /** To be called once for each claim that began. */
    public AgentUsage.Sum settle(Claim claim, AgentUsage usage, Throwable failure) {
        return attempts.orElseThrow().settle(claim, usage, failure);
    }

    public TryOutResult unread(TryOutRequest request, MalformedPayloadException failure) {
        Claim claim = TryOutAttempts.claim(request.agent(), null, request.payload(), clock);
        return failure.nothingToWorkOn()
                ? result(request, "filtered").noted(failure.getMessage()).build()
                : result(request, "failed")
                        .failed(TryOutAttempts.error(failure, claim))
                        .build();
    }

    /** @param talk with the model, or null */
    public TryOutResult shown(TryOutPlan plan, ModelTalk talk, Throwable failure) {
        return planned(plan, plan.way().filtered() ? "filtered" : "shown", talk, failure)
                .build();
    }

    /** Of one that did not end in time, and goes on until it heeds its interruption. */
    public TryOutResult overdue(TryOutPlan plan, ModelTalk talk, Duration took) {
        return planned(plan, "failed", talk, null)
                .failed(new ExecutionError(
                        plan.effects() ? "outcome_unknown" : "agent_unavailable",
                        "The agent did not answer within " + plan.limit().toSeconds()
                                + " s, the longest that is waited for it here",
                        true))
                .took(took)
                .build();
    }

    /**
     * Of one that ended.
     *
     * @param task after the tenant's hooks; null: as planned
     * @param answer whatever the route left
     * @param failure null when there is an answer
     */
    public TryOutResult ended(
            TryOutPlan plan,
            ModelTalk talk,
            AgentTask task,
            Object answer,
            Throwable failure,
            AgentUsage.Sum usage,
            Duration took) {
        TryOutResultBuilder result =
                planned(plan, "completed", talk, failure).used(usage).took(took);
        if (task != null) {
            result.task(task);
        }
        if (failure != null && TryOutAttempts.answersLater(failure)) {
            result.taken(
                    "The agent has taken the task (202) and answers later. In an execution that answer is waited for; here it"
                            + " finds nobody");
        } else if (failure == null) {
            try {
                result.answered(attempts.orElseThrow().answer(answer));
            } catch (RuntimeException e) {
                result.failed(TryOutAttempts.error(e, plan.claim()));
            }
        }
        return result.build();
    }

    private TryOutResultBuilder planned(TryOutPlan plan, String outcome, ModelTalk talk, Throwable failure) {
        TryOutResultBuilder result = result(plan.request(), outcome).of(plan);
        boolean administrator = plan.request().caller().may(AccessRole.ADMIN);
        if (talk != null && talk.request() != null) {
            result.request(new TryOutResult.Request(administrator ? talk.url() : null, Map.of(), talk.request()));
        }
        Throwable known = failure;
        if (plan.asksService()) {
            try {
                result.request(request(calls.prepare(plan.task()), plan, administrator));
            } catch (RuntimeException e) {
                known = known == null ? e : known;
            }
        }
        return known == null ? result : result.failed(TryOutAttempts.error(known, plan.claim()));
    }

    /** Of the signature only the beginning: whoever had the whole could send the body to the agent's webhook. */
    private TryOutResult.Request request(AgentCall call, TryOutPlan plan, boolean administrator) {
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("Content-Type", "application/json");
        headers.put("Idempotency-Key", plan.task().executionId().toString());
        headers.put("X-Hub-Signature-256", call.signature().substring(0, SIGNATURE_SHOWN) + "…");
        try {
            return new TryOutResult.Request(administrator ? call.url() : null, headers, mapper.readTree(call.body()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static TryOutResultBuilder result(TryOutRequest request, String outcome) {
        return new TryOutResultBuilder(request.agent().id(), request.agent().kind(), outcome, List.of());
    }
}
