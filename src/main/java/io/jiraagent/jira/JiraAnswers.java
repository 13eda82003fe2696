package io.jiraagent.jira;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.apache.camel.Body;
import org.apache.camel.Handler;
import org.apache.camel.Header;
import org.apache.camel.Variable;
import org.apache.hc.client5.http.utils.DateUtils;

/** Tells what Jira's answer means, and in words what to change where it refused. Thread-safe. */
public final class JiraAnswers {
    private static final Set<Integer> BUSY = Set.of(408, 425, 429);
    private static final Duration LONGEST_WAIT = Duration.ofHours(1);
    private static final Duration NEAR_LIMIT = Duration.ofSeconds(2);
    private static final int MAX_SAID = 300;

    private final Clock clock;
    private final JsonMapper mapper = JsonMapper.builder().build();

    public JiraAnswers(Clock clock) {
        this.clock = clock;
    }

    /**
     * @param reset when Cloud's limit begins anew
     * @param interval in which a Data Center gives room again
     * @throws JiraException Jira refused, or asks for patience
     */
    @Handler
    public JiraAnswer read(
            @Variable("call") JiraCall call,
            @Header("CamelHttpResponseCode") int status,
            @Header("Retry-After") String retryAfter,
            @Header("X-RateLimit-Remaining") String remaining,
            @Header("X-RateLimit-Reset") String reset,
            @Header("X-RateLimit-NearLimit") String nearLimit,
            @Header("X-RateLimit-Interval-Seconds") String interval,
            @Body byte[] body) {
        JsonNode json = json(body);
        if (status / 100 == 2) {
            return new JiraAnswer(json, rest(remaining, reset == null ? interval : reset, nearLimit));
        }
        if (status / 100 == 5 || BUSY.contains(status)) {
            Duration wait = wait(retryAfter);
            throw JiraException.later(
                    status == 429 ? "jira_rate_limited" : "jira_unavailable",
                    "Jira answered with status " + status,
                    wait == null && status == 429 ? wait(reset == null ? interval : reset) : wait,
                    null);
        }
        throw JiraRefusals.of(call, status, said(json));
    }

    private JsonNode json(byte[] body) {
        try {
            return body == null || body.length == 0 ? MissingNode.getInstance() : mapper.readTree(body);
        } catch (IOException e) {
            return MissingNode.getInstance();
        }
    }

    private Duration rest(String remaining, String reset, String nearLimit) {
        if ("0".equals(remaining) && reset != null) {
            return wait(reset);
        }
        return "true".equalsIgnoreCase(nearLimit) ? NEAR_LIMIT : null;
    }

    /** Seconds or a date, of HTTP or ISO 8601; null where no time to come is named. */
    private Duration wait(String text) {
        if (text == null || text.isBlank()) {
            return null;
        }
        String value = text.strip();
        Duration wait;
        if (value.matches("\\d+")) {
            wait = value.length() > 9 ? LONGEST_WAIT : Duration.ofSeconds(Long.parseLong(value));
        } else {
            Instant date = DateUtils.parseStandardDate(value);
            wait = Duration.between(clock.instant(), date == null ? iso(value) : date);
        }
        if (wait.isNegative() || wait.isZero()) {
            return null;
        }
        return wait.compareTo(LONGEST_WAIT) > 0 ? LONGEST_WAIT : wait;
    }

    private Instant iso(String text) {
        try {
            return OffsetDateTime.parse(text).toInstant();
        } catch (DateTimeParseException e) {
            return clock.instant();
        }
    }

    /** Jira's own words for a refusal, as plain text. */
    private static String said(JsonNode body) {
        List<String> said = new ArrayList<>();
        body.path("errorMessages").forEach(message -> said.add(message.asText()));
        body.path("errors")
                .properties()
                .forEach(error ->
                        said.add(error.getKey() + ": " + error.getValue().asText()));
        String text =
                SafeWords.clean(String.join("; ", said)).replace('\n', ' ').strip();
        return text.length() <= MAX_SAID ? text : text.substring(0, MAX_SAID) + "…";
    }
}
