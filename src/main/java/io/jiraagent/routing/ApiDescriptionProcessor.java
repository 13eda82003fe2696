package io.jiraagent.routing;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;

/** Sends the API's description (OpenAPI 3.1), which tells nothing of anybody's data and so needs no token. */
public final class ApiDescriptionProcessor implements Processor {
    private static final int OK = 200;

    private final byte[] description = read();

    private static byte[] read() {
        try (InputStream stream = ApiDescriptionProcessor.class.getResourceAsStream("/openapi.json")) {
            return stream.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void process(Exchange exchange) {
        exchange.getMessage().removeHeaders("*");
        HttpAnswers.write(exchange, OK, "application/json", ByteBuffer.wrap(description));
    }
}
