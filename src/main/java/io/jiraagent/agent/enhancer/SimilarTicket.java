package io.jiraagent.agent.enhancer;

import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import java.util.Map;
import java.util.Objects;

/**
 * An earlier ticket of the same tenant that resembles this one.
 *
 * @param score 0 to 1; a number outside is brought to the nearer end, not a number is 0
 * @param duplicate whether it clearly describes the same thing
 */
@JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
public record SimilarTicket(String issueKey, double score, boolean duplicate) {
    public SimilarTicket {
        Objects.requireNonNull(issueKey, "issueKey");
        score = Double.isNaN(score) ? 0 : Math.max(0, Math.min(1, score));
    }

    /** From a row of {@code sql/ticket-similar.sql}: {@code issue_key}, {@code score}, {@code duplicate}. */
    public static SimilarTicket of(Map<String, ?> row) {
        if (row.get("issue_key") instanceof String issueKey && row.get("score") instanceof Number score) {
            return new SimilarTicket(issueKey, score.doubleValue(), Boolean.TRUE.equals(row.get("duplicate")));
        }
        throw new IllegalArgumentException(
                "A similar ticket needs a text issue_key and a number score, got the columns " + row.keySet());
    }
}
