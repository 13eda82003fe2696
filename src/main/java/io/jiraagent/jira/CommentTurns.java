package io.jiraagent.jira;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.apache.camel.Body;

/**
 * The comments that this worker is at: a few of each site, so that a slow Jira keeps only its own waiting. Thread-safe.
 */
public final class CommentTurns {
    /** At the same time, in one worker. */
    public static final int PLACES = 64;

    private static final int PER_SITE = 2;

    /** Longer than the requests of a comment may take together: look, write, set fields. */
    private static final Duration LEASE = JiraCallSupervisor.DEADLINE.multipliedBy(6);

    private final Set<CommentJob> running = ConcurrentHashMap.newKeySet();
    private final JsonMapper mapper = JsonMapper.builder().build();

    private record Busy(UUID tenant_id, long running) {}

    /** Parameters of {@code jira-comment-claim.sql}. */
    public Map<String, Object> claimParameters() {
        List<Busy> busy = running.stream()
                .collect(Collectors.groupingBy(CommentJob::tenantId, Collectors.counting()))
                .entrySet()
                .stream()
                .map(site -> new Busy(site.getKey(), site.getValue()))
                .toList();
        return Map.of(
                "busy",
                json(busy),
                "per_site",
                PER_SITE,
                "limit",
                PLACES - running.size(),
                "lease_seconds",
                LEASE.toSeconds());
    }

    /** Takes the rows of {@code jira-comment-claim.sql}; each is to be given back by {@link #ended}. */
    public List<CommentJob> begin(@Body List<Map<String, Object>> rows) {
        List<CommentJob> jobs = rows.stream().map(CommentJob::of).toList();
        running.addAll(jobs);
        return jobs;
    }

    /** Frees the place; the parameters of {@code jira-comment-outcome.sql}. */
    public Map<String, Object> ended(@Body CommentOutcome outcome) {
        running.remove(outcome.job());
        return Map.of("outcome", json(outcome));
    }

    private String json(Object value) {
        try {
            return mapper.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }
}
