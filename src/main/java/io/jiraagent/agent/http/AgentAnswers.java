package io.jiraagent.agent.http;

import io.jiraagent.agent.AnswersLaterException;
import io.jiraagent.agent.FinalAgentException;
import io.jiraagent.agent.RetriableAgentException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import org.apache.camel.Body;
import org.apache.camel.Handler;
import org.apache.camel.Header;
import org.apache.hc.client5.http.utils.DateUtils;

/** Tells from an HTTP answer's status whether the agent answered, is busy, or refuses. Thread-safe. */
public final class AgentAnswers {
    private static final int ACCEPTED = 202;
    private static final Set<Integer> BUSY = Set.of(408, 425, 429);
    private static final Duration LONGEST_WAIT = Duration.ofHours(1);

    private final Clock clock;

    public AgentAnswers(Clock clock) {
        this.clock = clock;
    }

    /**
     * @param retryAfter seconds or a date
     *     (<a href="https://www.rfc-editor.org/rfc/rfc9110#section-10.2.3">RFC 9110</a>), or null
     * @return the body of a 2xx answer, whatever it holds
     * @throws RetriableAgentException the agent asks for patience
     * @throws FinalAgentException it refuses the task
     */
    @Handler
    public byte[] read(
            @Header("CamelHttpResponseCode") int status, @Header("Retry-After") String retryAfter, @Body byte[] body) {
        if (status / 100 == 2) {
            return body == null ? new byte[0] : body;
        }
        if (status / 100 == 5 || BUSY.contains(status)) {
            throw new RetriableAgentException(
                    "agent_unavailable", "The agent answered with status " + status, null, wait(retryAfter));
        }
        throw new FinalAgentException(
                "agent_refused",
                "The agent answered with status " + status
                        + (status / 100 == 3 ? "; redirects are not followed, so enter the address it leads to" : ""),
                null);
    }

    /**
     * For agents that are told where to answer later.
     *
     * @return as {@link #read}
     * @throws AnswersLaterException the answer is 202, whatever it holds
     */
    public byte[] readOrLater(
            @Header("CamelHttpResponseCode") int status, @Header("Retry-After") String retryAfter, @Body byte[] body) {
        if (status == ACCEPTED) {
            throw new AnswersLaterException();
        }
        return read(status, retryAfter, body);
    }

    /** @return null where the agent names no time to come */
    private Duration wait(String retryAfter) {
        if (retryAfter == null) {
            return null;
        }
        String text = retryAfter.strip();
        Duration wait;
        if (text.matches("\\d+")) {
            wait = text.length() > 9 ? LONGEST_WAIT : Duration.ofSeconds(Long.parseLong(text));
        } else {
            Instant date = DateUtils.parseStandardDate(text);
            wait = date == null ? Duration.ZERO : Duration.between(clock.instant(), date);
        }
        if (wait.isNegative() || wait.isZero()) {
            return null;
        }
        return wait.compareTo(LONGEST_WAIT) > 0 ? LONGEST_WAIT : wait;
    }
}
