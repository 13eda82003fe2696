package io.jiraagent.tenant;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * How much an agent, or all agents of a tenant together, may use.
 *
 * @param rateLimit of events that are taken in, for each receiving process; empty: any number
 * @param dailyRuns attempts that may begin on one day (UTC), over all workers; empty: any number
 * @param dailyTokens of models on one day (UTC), input and output together, over all workers; empty: any number
 */
public record Allowance(Optional<RateLimit> rateLimit, Optional<Integer> dailyRuns, Optional<Integer> dailyTokens) {
    public static final Allowance UNLIMITED = new Allowance(Optional.empty(), Optional.empty(), Optional.empty());

    /**
     * As the database holds it.
     *
     * @param rateLimit null: any number
     * @param dailyRuns null: any number
     * @param dailyTokens null: any number
     */
    static Allowance of(String rateLimit, Long dailyRuns, Long dailyTokens) {
        return new Allowance(
                Optional.ofNullable(rateLimit).map(RateLimit::parse),
                Optional.ofNullable(dailyRuns).map(Math::toIntExact),
                Optional.ofNullable(dailyTokens).map(Math::toIntExact));
    }

    /** As statements take it; null: any number. */
    Map<String, Object> columns() {
        Map<String, Object> columns = new HashMap<>();
        columns.put("rate_limit", rateLimit.map(RateLimit::text).orElse(null));
        columns.put("daily_runs", dailyRuns.orElse(null));
        columns.put("daily_tokens", dailyTokens.orElse(null));
        return columns;
    }
}
