package io.jiraagent.routing;

import java.nio.ByteBuffer;
import java.util.Optional;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;

/** Sends what a step has answered as JSON, to be shown or as a file to be saved. */
public final class JsonAnswerProcessor implements Processor {
    private static final int OK = 200;

    private final int status;
    private final Optional<String> fileName;

    public JsonAnswerProcessor(int status) {
        this(status, Optional.empty());
    }

    private JsonAnswerProcessor(int status, Optional<String> fileName) {
        this.status = status;
        this.fileName = fileName;
    }

    public static JsonAnswerProcessor file(String name) {
        return new JsonAnswerProcessor(OK, Optional.of(name));
    }

    @Override
    public void process(Exchange exchange) {
        byte[] json = HttpAnswers.json(exchange.getMessage().getBody());
        exchange.getMessage().removeHeaders("*");
        fileName.ifPresent(name ->
                exchange.getMessage().setHeader("Content-Disposition", "attachment; filename=\"" + name + "\""));
        HttpAnswers.write(exchange, status, "application/json", ByteBuffer.wrap(json));
    }
}
