package io.jiraagent.execution;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.core.JsonProcessingException;
import io.jiraagent.agent.FinalAgentException;
import io.jiraagent.database.SqlFile;
import io.jiraagent.problem.Problem;
import io.jiraagent.problem.ProblemException;
import java.nio.charset.StandardCharsets;
import java.util.UUID;
import org.apache.camel.Handler;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Takes the answers of agents that answer later. It only keeps them: a worker brings the attempt to its end, on the way that
 * all answers go. Thread-safe.
 */
public final class AnswerDesk {
    private static final String KEEP = SqlFile.read("execution-answer");
    private static final int CONFLICT = 409;
    private static final int TOO_LARGE = 413;
    private static final int UNPROCESSABLE = 422;

    private final JdbcClient jdbc;
    private final AnswerReader answers;

    public AnswerDesk(JdbcClient jdbc, AnswerReader answers) {
        this.jdbc = jdbc;
        this.answers = answers;
    }

    /**
     * An answer of somebody who was asked.
     *
     * @param body the exact bytes
     */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    public record Given(ResultTokens.Attempt attempt, byte[] body) {}

    /** @param status of the execution; a worker has yet to complete one that is in progress */
    public record Taken(@JsonProperty("execution_id") UUID executionId, String status) {}

    private record Standing(String status, boolean current, boolean answered, boolean taken) {}

    /** @throws ProblemException it is no answer, or not that of an attempt that waits for one; says which */
    @Handler
    public Taken take(Given given) {
        String answer = read(given.body());
        ResultTokens.Attempt attempt = given.attempt();
        Standing standing = jdbc.sql(KEEP)
                .param("id", attempt.executionId())
                .param("epoch", attempt.epoch())
                .param("attempt", attempt.attempt())
                .param("answer", answer)
                .query((row, number) -> new Standing(
                        row.getString("status"),
                        row.getBoolean("current"),
                        row.getBoolean("answered"),
                        row.getBoolean("taken")))
                .optional()
                .orElseThrow(() -> new ProblemException(Problem.notFound()));
        if (!standing.taken()) {
            throw conflict(standing);
        }
        return new Taken(attempt.executionId(), standing.status());
    }

    private String read(byte[] body) {
        if (body.length > AnswerReader.MAX_BYTES) {
            throw refused("payload-too-large", "Payload Too Large", TOO_LARGE, "Payload too large", null);
        }
        if (new String(body, StandardCharsets.UTF_8).isBlank()) {
            throw new ProblemException(Problem.badRequest("The body is not JSON", "It is empty."));
        }
        try {
            String answer = answers.read(body);
            ReportedFailure.in(answer);
            return answer;
        } catch (FinalAgentException e) {
            throw e.getCause() instanceof JsonProcessingException
                    ? new ProblemException(Problem.badRequest("The body is not JSON", e.getMessage()))
                    : unusable("The body is not a usable answer", e.getMessage());
        } catch (IllegalArgumentException e) {
            throw unusable("The reported failure cannot be read", e.getMessage());
        }
    }

    private static ProblemException conflict(Standing standing) {
        if (!standing.current()) {
            return conflict(
                    "The answer is to an earlier attempt",
                    "The execution has been tried again or replayed since, and that task came with a token of its own.");
        }
        return standing.answered()
                ? conflict("Another answer has been taken already", "The first answer to an attempt counts.")
                : conflict(
                        "The attempt has ended without this answer",
                        "It came too late, or the attempt was answered at once; the execution is " + standing.status()
                                + ".");
    }

    private static ProblemException conflict(String detail, String hint) {
        return refused("conflict", "Conflict", CONFLICT, detail, hint);
    }

    private static ProblemException unusable(String detail, String hint) {
        return refused("unusable-answer", "Unprocessable Content", UNPROCESSABLE, detail, hint);
    }

    private static ProblemException refused(String name, String title, int status, String detail, String hint) {
        return new ProblemException(Problem.of(name, title, status, detail, hint));
    }
}
