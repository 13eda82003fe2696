package io.jiraagent.web;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jiraagent.access.Caller;
import io.jiraagent.problem.Problem;
import io.jiraagent.problem.ProblemException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.UUID;
import java.util.function.Supplier;

/**
 * A request of somebody who may make it.
 *
 * @param path raw, without the query
 * @param query raw, or null
 * @param body the exact bytes
 */
@SuppressWarnings("ArrayRecordComponent") // the bytes are read once; requests are never compared
public record OpsRequest(Caller caller, String path, String query, byte[] body) {
    /** The field of a form that says that its question was answered. */
    public static final String CONFIRMED = "confirmed";

    private static final String YES = "yes";
    private static final JsonMapper MAPPER = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    public Parameters parameters() {
        return Parameters.parse(query);
    }

    public Parameters form() {
        return Parameters.parse(new String(body, StandardCharsets.UTF_8));
    }

    /** Whether the form says that its question was answered. */
    public boolean isConfirmed() {
        return form().oneOf(CONFIRMED, List.of(YES)).isPresent();
    }

    /**
     * To be called by every form that changes something, before it does.
     *
     * @param question made only when it has to be asked
     * @throws ConfirmationNeededException it was not answered yet
     */
    public void confirmed(Supplier<Confirmation> question) {
        if (!isConfirmed()) {
            throw new ConfirmationNeededException(this, question.get());
        }
    }

    /**
     * @param position of the segment of the path, 0 for the first
     * @throws ProblemException 404: what is no UUID names nothing
     */
    public UUID id(int position) {
        String[] segments =
                path.replaceAll("/{2,}", "/").replaceAll("^/|/$", "").split("/", -1);
        if (position >= segments.length
                || !Parameters.UUID_FORM.matcher(segments[position]).matches()) {
            throw new ProblemException(Problem.notFound());
        }
        return UUID.fromString(segments[position]);
    }

    /** @throws ProblemException 400: the body is no JSON object */
    public ObjectNode json() {
        try {
            JsonNode node = MAPPER.readTree(body);
            if (node instanceof ObjectNode object) {
                return object;
            }
            throw new ProblemException(Problem.badRequest("The body is not a JSON object", "Send {\"…\": …}."));
        } catch (JsonProcessingException e) {
            throw new ProblemException(Problem.badRequest("The body is not JSON", where(e)));
        } catch (IOException e) {
            throw new ProblemException(Problem.badRequest("The body cannot be read", null));
        }
    }

    private static String where(JacksonException e) {
        return e.getLocation() == null
                ? null
                : "Look at line " + e.getLocation().getLineNr() + ", column "
                        + e.getLocation().getColumnNr() + ".";
    }
}
