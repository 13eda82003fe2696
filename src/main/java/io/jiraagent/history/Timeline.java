package io.jiraagent.history;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;

/** What happened to an execution, in order. */
final class Timeline {
    private Timeline() {}

    /**
     * @param tone a word for the style sheet: plain, good, bad or wait
     * @param note null, or more about it
     * @param took null, or how long it lasted
     */
    public record Entry(Instant at, String title, String tone, String note, Duration took) {}

    /**
     * @param audit what people did to it, oldest first
     * @param agentName of an agent's id
     */
    static List<Entry> of(ExecutionDetail detail, List<AuditEntry> audit, Function<UUID, String> agentName) {
        ExecutionSummary run = detail.summary();
        List<Entry> entries = new ArrayList<>();
        entries.add(new Entry(run.queuedAt(), "Received and queued", "plain", cameBy(detail.origin()), null));
        int epoch = 1;
        for (ExecutionAttempt attempt : detail.attempts()) {
            replays(epoch, attempt.epoch(), audit, entries);
            epoch = attempt.epoch();
            entries.add(ended(attempt, agentName));
        }
        replays(epoch, run.epoch(), audit, entries);
        open(run, detail, entries);
        audit.stream()
                .filter(entry -> entry.action().equals("discard"))
                .forEach(entry -> entries.add(new Entry(
                        entry.at(),
                        "Discarded by " + entry.actor(),
                        "plain",
                        entry.detail().path("reason").asText(null),
                        null)));
        audit.stream()
                .filter(entry -> entry.action().equals("replay_cancelled"))
                .forEach(entry -> entries.add(new Entry(
                        entry.at(), "Replay cancelled by " + entry.actor() + " before it began", "plain", null, null)));
        audit.stream()
                .filter(entry -> entry.action().equals("comment_requested"))
                .forEach(entry -> entries.add(
                        new Entry(entry.at(), "Comment asked for by " + entry.actor(), "plain", null, null)));
        if (detail.comment() != null) {
            entries.add(told(detail.comment()));
        }
        return entries;
    }

    /** What led from one epoch to another. */
    private static void replays(int from, int to, List<AuditEntry> audit, List<Entry> entries) {
        for (int epoch = from + 1; epoch <= to; epoch++) {
            int sought = epoch;
            Optional<AuditEntry> replay = audit.stream()
                    .filter(entry -> entry.detail().path("epoch").asInt() == sought)
                    .findFirst();
            entries.add(new Entry(
                    replay.map(AuditEntry::at).orElse(null),
                    "Replay " + (epoch - 1)
                            + replay.map(entry -> " by " + entry.actor()).orElse(""),
                    "plain",
                    replay.filter(entry -> entry.action().equals("replay_edited"))
                            .map(entry -> "With an edited payload")
                            .orElse(null),
                    null));
        }
    }

    private static Entry ended(ExecutionAttempt attempt, Function<UUID, String> agentName) {
        String by = " by " + agentName.apply(attempt.agentId());
        String what =
                switch (attempt.outcome()) {
                    case "completed" -> "answered";
                    case "retry" -> "failed, to be repeated";
                    case "lost" -> "lost with its worker";
                    default -> "failed";
                };
        return new Entry(
                attempt.startedAt(),
                "Attempt " + attempt.attempt() + by + " " + what,
                switch (attempt.outcome()) {
                    case "completed" -> "good";
                    case "retry" -> "wait";
                    default -> "bad";
                },
                note(attempt),
                attempt.took());
    }

    private static void open(ExecutionSummary run, ExecutionDetail detail, List<Entry> entries) {
        switch (run.status()) {
            case "in_progress" ->
                entries.add(
                        detail.awaitedUntil() == null
                                ? new Entry(
                                        run.attempt() <= 1 ? run.startedAt() : null,
                                        "Attempt " + run.attempt() + " is running",
                                        "wait",
                                        null,
                                        null)
                                : new Entry(
                                        detail.awaitedUntil(),
                                        "Attempt " + run.attempt() + " awaits the agent's answer until then",
                                        "wait",
                                        "The agent has taken the task and answers later",
                                        null));
            case "queued" -> entries.add(waiting(run, detail.breakerOpenSince()));
            case "completed" -> entries.add(new Entry(run.completedAt(), "Completed", "good", null, run.took()));
            default -> entries.add(new Entry(run.completedAt(), "Failed for good", "bad", null, run.took()));
        }
    }

    private static Entry waiting(ExecutionSummary run, Instant breakerOpenSince) {
        if (breakerOpenSince != null) {
            return new Entry(
                    breakerOpenSince,
                    "Waits, as its agent's circuit breaker is open since then",
                    "wait",
                    "The agent failed again and again. It is tried again by itself; waiting costs no attempt.",
                    null);
        }
        return run.nextAttemptAt() == null
                ? new Entry(null, "Waits for its agent", "wait", null, null)
                : new Entry(run.nextAttemptAt(), "Next attempt", "wait", null, null);
    }

    private static Entry told(CommentState comment) {
        return switch (comment.state()) {
            case "pending" ->
                new Entry(
                        comment.nextAttemptAt(), "Comment in Jira to be written", "wait", note(comment.error()), null);
            case "sent" -> new Entry(comment.sentAt(), "Comment in Jira written", "good", note(comment.error()), null);
            case "dry_run" -> new Entry(comment.wantedAt(), "Comment kept back (dry run)", "plain", null, null);
            case "superseded" -> new Entry(null, "A later result is told in Jira", "plain", null, null);
            default -> new Entry(comment.wantedAt(), "Comment in Jira failed", "bad", note(comment.error()), null);
        };
    }

    private static String cameBy(JsonNode origin) {
        return switch (origin == null ? "" : origin.path("door").asText("")) {
            case "webhook" -> "Signed webhook";
            case "automation" -> "Jira Automation";
            default -> null;
        };
    }

    private static String note(ExecutionAttempt attempt) {
        String failure = Objects.requireNonNullElse(note(attempt.error()), "");
        String note = attempt.model() == null ? failure : failure + (failure.isEmpty() ? "" : " — ") + spent(attempt);
        return note.isEmpty() ? null : note;
    }

    private static String note(JsonNode error) {
        return error == null
                ? null
                : error.path("reason").asText("unknown") + ": "
                        + error.path("message").asText("");
    }

    private static String spent(ExecutionAttempt attempt) {
        return attempt.model() + ", prompt " + attempt.prompt() + ", " + attempt.inputTokens() + " tokens in and "
                + attempt.outputTokens() + " out"
                + (attempt.cost() == null ? "" : ", cost " + attempt.cost().toPlainString());
    }
}
