package io.jiraagent.history;

import com.fasterxml.jackson.databind.JsonNode;
import io.jiraagent.access.Caller;
import io.jiraagent.deadletter.BulkReplays;
import io.jiraagent.problem.Problem;
import io.jiraagent.problem.ProblemException;
import io.jiraagent.web.OpsRequest;
import java.time.Instant;
import java.util.Set;
import java.util.UUID;

/** {@code /api/dead-letters/replays}. Thread-safe. */
public final class BulkReplaysApi {
    private static final int MOST = 100;
    private static final int API_ID = 3;

    private final BulkReplays replays;

    public BulkReplaysApi(BulkReplays replays) {
        this.replays = replays;
    }

    /** One as the API tells it; see {@link BulkReplays.Progress}. */
    public record View(
            UUID id,
            Instant at,
            String actor,
            JsonNode filter,
            double ratePerSecond,
            int executions,
            int waiting,
            int running,
            int completed,
            int failed,
            int cancelled,
            Instant cancelledAt,
            String cancelledBy) {
        static View of(BulkReplays.Progress replay) {
            return new View(
                    replay.id(),
                    replay.at(),
                    replay.actor(),
                    Rows.json(replay.filter()).orElse(null),
                    replay.ratePerSecond(),
                    replay.executions(),
                    replay.waiting(),
                    replay.running(),
                    replay.completed(),
                    replay.failed(),
                    replay.cancelled(),
                    replay.cancelledAt(),
                    replay.cancelledBy());
        }
    }

    /** Those of the last day, newest first. */
    public Items<View> list(OpsRequest request) {
        request.parameters().refuseOthersThan(Set.of());
        return Items.all(
                replays.lately(MOST, request.caller()).stream().map(View::of).toList());
    }

    public View read(OpsRequest request) {
        request.parameters().refuseOthersThan(Set.of());
        return View.of(find(request.id(API_ID), request.caller()));
    }

    /** Cancels what has not begun, and tells how it stands then. */
    public View cancel(OpsRequest request) {
        request.parameters().refuseOthersThan(Set.of());
        UUID id = find(request.id(API_ID), request.caller()).id();
        replays.cancel(id, request.caller());
        return View.of(find(id, request.caller()));
    }

    private BulkReplays.Progress find(UUID id, Caller caller) {
        return replays.find(id, caller).orElseThrow(() -> new ProblemException(Problem.notFound()));
    }
}
