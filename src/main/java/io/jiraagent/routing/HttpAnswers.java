package io.jiraagent.routing;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import io.jiraagent.problem.Problem;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.apache.camel.Exchange;

/** Writes answers of the HTTP routes: a status, a type, a body, and no header that was not put there on purpose. */
final class HttpAnswers {
    private static final JsonMapper MAPPER = JsonMapper.builder()
            .addModule(new JavaTimeModule())
            .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
            .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
            .build();

    private static final int SEE_OTHER = 303;

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

    static void html(Exchange exchange, int status, String html) {
        write(exchange, status, "text/html; charset=utf-8", ByteBuffer.wrap(html.getBytes(StandardCharsets.UTF_8)));
    }

    /** @param path of this server, or the provider's address */
    static void seeOther(Exchange exchange, String path) {
        exchange.getMessage().setHeader("Location", path);
        write(exchange, SEE_OTHER, "text/plain; charset=utf-8", ByteBuffer.allocate(0));
    }

    static void write(Exchange exchange, Problem problem) {
        write(exchange, problem.status(), Problem.MEDIA_TYPE, ByteBuffer.wrap(json(problem)));
    }
}
