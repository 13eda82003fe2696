package io.jiraagent.agent.model;

import io.jiraagent.agent.AgentException;
import io.jiraagent.agent.AgentTask;
import io.jiraagent.agent.AgentUsage;
import io.jiraagent.agent.FinalAgentException;
import io.jiraagent.agent.RetriableAgentException;
import io.jiraagent.agent.enhancer.SimilarTicket;
import io.jiraagent.agent.enhancer.TicketEnhancer;
import io.jiraagent.agent.http.AgentAnswers;
import io.jiraagent.agent.http.AgentLookup;
import io.jiraagent.tenant.Agent;
import io.jiraagent.tenant.ModelSettings;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.apache.camel.Body;
import org.apache.camel.Header;
import org.apache.camel.Variable;

/** What the route of an agent with a model does between its requests. Thread-safe. */
public final class ModelAgent {
    private static final int OK_CLASS = 2;

    private final AgentLookup agents;
    private final ModelKeys keys;
    private final Prompts prompts;
    private final TokenBudgets budgets;
    private final AgentAnswers statuses;
    private final LongSupplier nanoTime;
    private final Dialects dialects = new Dialects();
    private final AdvisedTicket advised = new AdvisedTicket(new TicketEnhancer());

    /**
     * @param statuses tells of a refused request whether it may be tried again
     * @param nanoTime {@link System#nanoTime}
     */
    public ModelAgent(
            AgentLookup agents,
            ModelKeys keys,
            Prompts prompts,
            TokenBudgets budgets,
            AgentAnswers statuses,
            LongSupplier nanoTime) {
        this.agents = agents;
        this.keys = keys;
        this.prompts = prompts;
        this.budgets = budgets;
        this.statuses = statuses;
        this.nanoTime = nanoTime;
    }

    /**
     * @param rows of {@code ticket-similar.sql}
     * @throws AgentException the agent has no usable model, key or prompt
     */
    public ModelTalk begin(@Variable("task") AgentTask task, @Body List<Map<String, Object>> rows) {
        Agent agent = agents.get(task.agentId());
        ModelSettings model = agent.model()
                .orElseThrow(() -> new FinalAgentException(
                        "model_missing",
                        "The agent has no model: ./jira-agent agent set " + agent.id()
                                + " --model <name> --base-url <address>",
                        null));
        Optional<String> key = keys.read(model.key());
        Prompt prompt = prompts.load(model.prompt(), model.promptVersion());
        Briefing briefing = new Briefing(
                prompt, task.issue(), rows.stream().map(ModelAgent::earlier).toList());
        Discretion discretion = new Discretion(
                key,
                briefing.boundary(),
                briefing.instructions(),
                task.issue().summary() + "\n" + task.issue().description());
        AgentUsage usage = new AgentUsage(model.name(), prompt.id(), (input, output) -> model.prices()
                .map(prices -> prices.cost(input, output))
                .orElse(null));
        List<SimilarTicket> similar = rows.stream().map(SimilarTicket::of).toList();
        return new ModelTalk(
                agent,
                model,
                briefing,
                discretion,
                usage,
                dialects.of(agent.id(), model),
                nanoTime.getAsLong() + agent.deadline().toNanos(),
                advice -> advised.of(task, similar, advice, discretion, model.name()));
    }

    /**
     * The request that the model would get now; nothing is counted.
     *
     * @throws AgentException it would get none
     */
    public ModelTalk compose(@Variable("talk") ModelTalk talk) {
        talk.compose();
        return talk;
    }

    /** @throws AgentException there is no time left, or no budget */
    public ModelCall ask(@Variable("talk") ModelTalk talk) {
        Duration left = Duration.ofNanos(talk.deadline() - nanoTime.getAsLong());
        if (left.toSeconds() < 1) {
            throw new RetriableAgentException(
                    "agent_unavailable",
                    "The model did not give a usable answer within "
                            + talk.agent().deadline().toSeconds() + " s",
                    null);
        }
        byte[] body = talk.compose();
        Optional<String> key = keys.read(talk.model().key());
        ModelAddress address = new ModelAddress(talk.model().baseUrl());
        budgets.charge(talk.agent(), talk.expected(), talk.usage());
        return new ModelCall(
                address.url(),
                address.takesApiKey()
                        ? null
                        : key.map(value -> "Bearer " + value).orElse(null),
                address.takesApiKey() ? key.orElse(null) : null,
                body,
                left.toSeconds());
    }

    /** @throws AgentException the talk ends without an answer */
    public void hear(
            @Variable("talk") ModelTalk talk,
            @Header("CamelHttpResponseCode") int status,
            @Header("Retry-After") String retryAfter,
            @Body byte[] body) {
        ModelReply reply = ModelReply.read(body);
        if (status / 100 == OK_CLASS && reply.isCompletion()) {
            talk.answered(reply);
            return;
        }
        talk.usage().notAsked();
        if (status / 100 == OK_CLASS && !reply.isError()) {
            throw new FinalAgentException(
                    "invalid_answer",
                    "What the server answers is no chat completion; does the base URL end before /chat/completions?",
                    null);
        }
        Objection objection = Objection.of(status / 100 == OK_CLASS ? 400 : status, reply.error());
        boolean redirected = status / 100 == 3;
        boolean busy = objection == Objection.BUSY || (objection == Objection.OTHER && status / 100 == 5);
        if (redirected || busy) {
            statuses.read(status, retryAfter, body);
        }
        talk.objected(objection, reply.errorMessage());
        dialects.remember(talk.agent().id(), talk.model(), talk.dialect());
    }

    private static Briefing.Earlier earlier(Map<String, Object> row) {
        return new Briefing.Earlier(
                Objects.toString(row.get("issue_key")),
                Objects.toString(row.get("summary"), ""),
                Boolean.TRUE.equals(row.get("duplicate")));
    }
}
