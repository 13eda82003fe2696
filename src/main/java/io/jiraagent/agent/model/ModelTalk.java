package io.jiraagent.agent.model;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jiraagent.agent.AgentException;
import io.jiraagent.agent.AgentUsage;
import io.jiraagent.agent.FinalAgentException;
import io.jiraagent.agent.enhancer.EnhancedTicket;
import io.jiraagent.tenant.Agent;
import io.jiraagent.tenant.ModelSettings;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.StreamSupport;

/**
 * One attempt's talk with a model: what is asked next, and what an answer makes of it. Each of the ways out of a difficulty is
 * gone once: a lower demand, a shorter ticket, one repair. For one thread.
 */
public final class ModelTalk {
    private static final int MESSAGE_TOKENS = 4;
    private static final int LEAST_DATA_TOKENS = 200;

    private final Agent agent;
    private final ModelSettings model;
    private final Briefing briefing;
    private final Discretion discretion;
    private final AgentUsage usage;
    private final Function<Advice, EnhancedTicket> result;
    private final AdviceReader reader = new AdviceReader();
    private Dialect dialect;
    private final long deadline;
    private boolean shortened;
    private String lastAnswer;
    private List<String> problems = List.of();
    private long expected;
    private EnhancedTicket answer;
    private ObjectNode request;

    /**
     * @param deadline of the attempt, by {@link System#nanoTime}
     * @param result makes the agent's answer of the model's
     */
    ModelTalk(
            Agent agent,
            ModelSettings model,
            Briefing briefing,
            Discretion discretion,
            AgentUsage usage,
            Dialect dialect,
            long deadline,
            Function<Advice, EnhancedTicket> result) {
        this.agent = agent;
        this.model = model;
        this.briefing = briefing;
        this.discretion = discretion;
        this.usage = usage;
        this.dialect = dialect;
        this.deadline = deadline;
        this.result = result;
    }

    /** Whether there is something to ask. */
    public boolean open() {
        return answer == null;
    }

    public AgentUsage usage() {
        return usage;
    }

    /** Null while it is open. */
    public EnhancedTicket answer() {
        return answer;
    }

    /** The request that was composed last, in which there is no key; null before the first. */
    public ObjectNode request() {
        return request;
    }

    /** Where it is sent. */
    public String url() {
        return new ModelAddress(model.baseUrl()).url();
    }

    Agent agent() {
        return agent;
    }

    ModelSettings model() {
        return model;
    }

    long deadline() {
        return deadline;
    }

    Dialect dialect() {
        return dialect;
    }

    /** Input tokens of the request that was composed last, estimated. */
    long expected() {
        return expected;
    }

    /** @throws FinalAgentException the instructions alone are too long */
    byte[] compose() {
        String instructions = briefing.instructions() + ModelRequests.formInWords(dialect);
        int room = (shortened ? model.maxInputTokens() / 2 : model.maxInputTokens()) - Tokens.estimate(instructions);
        if (room < LEAST_DATA_TOKENS) {
            throw new FinalAgentException(
                    "context_too_long",
                    "The prompt leaves no room for the ticket within " + model.maxInputTokens()
                            + " tokens; shorten it, or raise --max-input-tokens",
                    null);
        }
        ArrayNode messages = ModelRequests.messages();
        ModelRequests.say(messages, "system", instructions);
        ModelRequests.say(messages, "user", briefing.data(room));
        if (!problems.isEmpty()) {
            ModelRequests.say(messages, "assistant", Tokens.cut(lastAnswer, model.maxOutputTokens()));
            ModelRequests.say(messages, "user", Briefing.repair(problems));
        }
        expected = StreamSupport.stream(messages.spliterator(), false)
                .mapToLong(message -> MESSAGE_TOKENS
                        + (long) Tokens.estimate(message.path("content").textValue()))
                .sum();
        request = ModelRequests.body(model, dialect, messages);
        return request.toString().getBytes(StandardCharsets.UTF_8);
    }

    /** @throws AgentException the talk ends without an answer */
    void answered(ModelReply reply) {
        usage.answered(
                reply.inputTokens().orElse(expected),
                reply.outputTokens().orElseGet(() -> Tokens.estimate(reply.content())));
        if (reply.refusal().isPresent()) {
            throw ended(
                    "model_refused",
                    "The model refuses to work on this ticket",
                    said(reply.refusal().get()));
        }
        if (reply.finishReason().equals("content_filter")) {
            throw contentFiltered("");
        }
        if (reply.finishReason().equals("length")) {
            throw ended(
                    "answer_truncated",
                    "The model's answer was longer than " + model.maxOutputTokens()
                            + " tokens; raise --max-output-tokens, then replay",
                    "");
        }
        AdviceReader.Reading reading = reader.read(reply.content());
        if (reading.advice().isPresent()) {
            answer = result.apply(reading.advice().get());
        } else if (problems.isEmpty()) {
            lastAnswer = VisibleText.of(reply.content());
            problems = reading.problems();
        } else {
            throw ended(
                    "invalid_answer",
                    "The model's answer has not the form that was asked for, nor has its second one",
                    String.join(" ", reading.problems()));
        }
    }

    /** @throws AgentException there is no way round the objection */
    void objected(Objection objection, String message) {
        Dialect other =
                switch (objection) {
                    case FORM -> dialect.withLowerForm();
                    case TOKEN_LIMIT -> dialect.withCompletionTokens();
                    case TEMPERATURE -> dialect.withoutTemperature();
                    default -> null;
                };
        if (other != null) {
            dialect = other;
        } else if (objection == Objection.LENGTH && !shortened) {
            shortened = true;
        } else {
            throw failure(objection, said(message));
        }
    }

    private AgentException failure(Objection objection, String said) {
        String change = "./jira-agent agent set " + agent.id();
        return switch (objection) {
            // Some servers repeat a part of the key in what they say.
            case KEY ->
                ended(
                        "model_key_refused",
                        "The model's server refuses the key (" + model.key().describe() + "); give another: " + change
                                + " --key-stdin",
                        "");
            case QUOTA -> ended("model_quota_exceeded", "The account at the model's server has no credit left", said);
            case CONTENT -> contentFiltered(said);
            case LENGTH ->
                ended(
                        "context_too_long",
                        "The ticket is too long for the model, even when cut to " + model.maxInputTokens() / 2
                                + " tokens; lower --max-input-tokens, or take another model",
                        said);
            case MODEL, MODEL_NAMED ->
                ended(
                        "model_unknown",
                        "The server knows no model '" + model.name() + "', or has no chat completions at this address: "
                                + change + " --model <name> --base-url <address that ends before /chat/completions>",
                        said);
            default -> ended("agent_refused", "The model's server refuses the request", said);
        };
    }

    private FinalAgentException contentFiltered(String said) {
        return ended(
                "content_filtered", "The model server's content filter has stopped this ticket or its answer", said);
    }

    private static FinalAgentException ended(String reason, String message, String said) {
        return new FinalAgentException(reason, said.isEmpty() ? message + "." : message + ". It says: " + said, null);
    }

    private String said(String message) {
        return Optional.of(message)
                .flatMap(text -> discretion.pass(text.replaceAll("\\s+", " "), 300))
                .orElse("");
    }
}
