package io.jiraagent.agent;

import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.Map;
import java.util.function.BiFunction;

/**
 * What one attempt uses of a model. A route that leaves it in the variable {@code usage} has it recorded with the
 * attempt, however that ends. Thread-safe.
 */
public final class AgentUsage {
    private final String model;
    private final String prompt;
    private final BiFunction<Long, Long, BigDecimal> cost;
    private final Map<LocalDate, Long> unused = new HashMap<>();
    private long inputTokens;
    private long outputTokens;
    private boolean answered;
    private LocalDate day;
    private long expected;

    /**
     * @param model as its server knows it
     * @param prompt name, version and hash of what told it what to do
     * @param cost of input and output tokens; may give null
     */
    public AgentUsage(String model, String prompt, BiFunction<Long, Long, BigDecimal> cost) {
        this.model = model;
        this.prompt = prompt;
        this.cost = cost;
    }

    /**
     * The sums of an attempt; all null where no model was asked.
     *
     * @param inputTokens null where the model did not answer
     * @param outputTokens likewise
     * @param cost null where no prices are known
     */
    @JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
    public record Sum(Long inputTokens, Long outputTokens, BigDecimal cost, String model, String prompt) {
        public static final Sum NOTHING = new Sum(null, null, null, null, null);
    }

    /** So many tokens were counted against that day's budgets, just before the model is asked. */
    public synchronized void counted(LocalDate countedOn, long tokens) {
        day = countedOn;
        expected = tokens;
    }

    /** The last request did not come to the model. */
    public synchronized void notAsked() {
        settle(0);
    }

    /** The model has answered the last request. */
    public synchronized void answered(long input, long output) {
        answered = true;
        inputTokens += input;
        outputTokens += output;
        settle(input + output);
    }

    /**
     * What was counted and not used, by day; negative where more was used. A request without an answer has used what was
     * counted for it.
     */
    public synchronized Map<LocalDate, Long> unused() {
        return Map.copyOf(unused);
    }

    private void settle(long used) {
        if (day != null) {
            unused.merge(day, expected - used, Long::sum);
        }
        day = null;
    }

    public synchronized Sum sum() {
        return answered
                ? new Sum(inputTokens, outputTokens, cost.apply(inputTokens, outputTokens), model, prompt)
                : new Sum(null, null, null, model, prompt);
    }
}
