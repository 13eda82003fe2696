package io.jiraagent.routing;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.jiraagent.problem.Problem;
import java.nio.ByteBuffer;
import org.apache.camel.Exchange;

/** Writes answers of the HTTP routes: a status, a type, a body, and no header that was not put there on purpose. */
final class HttpAnswers {
    private static final JsonMapper MAPPER = JsonMapper.builder().build();

    private HttpAnswers() {}

    /** @param body a {@link ByteBuffer}: the server then sends its length and copies it only once */
    static void write(Exchange exchange, int status, String mediaType, ByteBuffer body) {
        exchange.getMessage().setHeader(Exchange.HTTP_RESPONSE_CODE, status);
        exchange.getMessage().setHeader(Exchange.CONTENT_TYPE, mediaType);
        exchange.getMessage().setBody(body);
    }

    static byte[] json(Object value) {
        try {
            return MAPPER.writeValueAsBytes(value);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    static void write(Exchange exchange, Problem problem) {
        write(exchange, problem.status(), Problem.MEDIA_TYPE, ByteBuffer.wrap(json(problem)));
    }
}
