package io.jiraagent.history;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jiraagent.deadletter.DeadLetters;
import io.jiraagent.problem.Problem;
import io.jiraagent.problem.ProblemException;
import io.jiraagent.web.OpsRequest;
import io.jiraagent.web.Parameters;
import java.nio.charset.StandardCharsets;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** {@code /api/dead-letters}. Thread-safe. */
public final class DeadLettersApi {
    private static final int DEFAULT_LIMIT = 50;
    private static final int MAX_LIMIT = 500;
    private static final int ID = 2;
    private static final int MAX_REASON = 500;

    private final Executions executions;
    private final DeadLetters deadLetters;

    public DeadLettersApi(Executions executions, DeadLetters deadLetters) {
        this.executions = executions;
        this.deadLetters = deadLetters;
    }

    /** The answer to a replay of one. */
    public record Replayed(
            String status, @JsonProperty("execution_id") UUID executionId, int epoch) {}

    /**
     * The answer to a replay of many.
     *
     * @param replayId by which its progress is asked for; null where nothing was replayed
     */
    public record BulkReplayed(
            int matched,
            int replayed,

            @JsonInclude(JsonInclude.Include.NON_NULL) @JsonProperty("replay_id")
            UUID replayId) {}

    /** The answer to a discard. */
    public record Discarded(
            String status, @JsonProperty("execution_id") UUID executionId) {}

    public Items<ExecutionSummary> list(OpsRequest request) {
        Parameters parameters = request.parameters();
        parameters.refuseOthersThan(
                Set.of("agent_id", "tenant_id", "issue_key", "q", "status", "from", "to", "reason", "limit", "cursor"));
        return executions.list(
                ExecutionFilter.deadLetters(parameters, ZoneOffset.UTC, request.caller()),
                parameters.number("limit", DEFAULT_LIMIT, 1, MAX_LIMIT),
                parameters.text("cursor").map(Cursor::decode).orElse(null));
    }

    /** Replays one; its body may be {@code {"payload": …}}, JSON or, for what is none, text. */
    public Replayed replay(OpsRequest request) {
        request.parameters().refuseOthersThan(Set.of());
        ExecutionSummary before = find(request);
        if (!deadLetters.replay(before.id(), editedPayload(request), request.caller())) {
            throw conflict(
                    "The execution is not a dead letter (any more)", "Look at its status: it may be running again.");
        }
        return new Replayed("queued", before.id(), before.epoch() + 1);
    }

    private static Optional<byte[]> editedPayload(OpsRequest request) {
        if (new String(request.body(), StandardCharsets.UTF_8).isBlank()) {
            return Optional.empty();
        }
        ObjectNode body = request.json();
        refuseOtherFields(body, Set.of("payload"));
        JsonNode payload = body.path("payload");
        if (payload.isMissingNode() || payload.isNull()) {
            return Optional.empty();
        }
        String text = payload.isTextual() ? payload.textValue() : payload.toString();
        return Optional.of(text.getBytes(StandardCharsets.UTF_8));
    }

    /** Replays all that match a filter, or only counts them. */
    public BulkReplayed replayAll(OpsRequest request) {
        request.parameters().refuseOthersThan(Set.of());
        BulkReplay bulk = BulkReplay.read(request.json(), request.caller());
        int matched = deadLetters.matching(bulk.conditions(), bulk.pace().limit(), request.caller()).stream()
                .mapToInt(DeadLetters.Group::executions)
                .sum();
        if (bulk.dryRun()) {
            return new BulkReplayed(matched, 0, null);
        }
        DeadLetters.Replayed replayed =
                deadLetters.replayAll(bulk.conditions(), bulk.pace(), bulk.filter(), request.caller());
        return new BulkReplayed(matched, replayed.executions(), replayed.id().orElse(null));
    }

    /** Takes one off the list; its body is {@code {"reason": …}}. */
    public Discarded discard(OpsRequest request) {
        request.parameters().refuseOthersThan(Set.of());
        ObjectNode body = request.json();
        refuseOtherFields(body, Set.of("reason"));
        String reason = body.path("reason").asText("").strip();
        if (reason.isEmpty() || reason.length() > MAX_REASON || reason.chars().anyMatch(Character::isISOControl)) {
            throw Parameters.refused("reason", reason, "a line of at most " + MAX_REASON + " characters");
        }
        ExecutionSummary before = find(request);
        if (!deadLetters.discard(before.id(), reason, request.caller())) {
            throw conflict("The execution is not a dead letter (any more)", "It was replayed or discarded before.");
        }
        return new Discarded("discarded", before.id());
    }

    private ExecutionSummary find(OpsRequest request) {
        return executions
                .find(request.id(ID), request.caller())
                .map(ExecutionDetail::summary)
                .orElseThrow(() -> new ProblemException(Problem.notFound()));
    }

    static void refuseOtherFields(ObjectNode body, Set<String> known) {
        body.fieldNames().forEachRemaining(name -> {
            if (!known.contains(name)) {
                throw new ProblemException(Problem.badRequest(
                        "Unknown field in the body",
                        "Known are: "
                                + String.join(", ", known.stream().sorted().toList()) + "."));
            }
        });
    }

    private static ProblemException conflict(String detail, String hint) {
        return new ProblemException(Problem.of("conflict", "Conflict", 409, detail, hint));
    }

    /** Conditions for the statements of {@link DeadLetters}. */
    static Map<String, Object> conditions(ExecutionFilter filter) {
        Map<String, Object> conditions = filter.conditions();
        conditions.keySet().removeAll(Set.of("failed", "dead_letters", "scope"));
        return conditions;
    }
}
