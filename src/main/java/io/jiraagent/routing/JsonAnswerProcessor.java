package io.jiraagent.routing;

import java.nio.ByteBuffer;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;

/** Sends what a step has answered as JSON. */
public final class JsonAnswerProcessor implements Processor {
    private final int status;

    public JsonAnswerProcessor(int status) {
        this.status = status;
    }

    @Override
    public void process(Exchange exchange) {
        byte[] json = HttpAnswers.json(exchange.getMessage().getBody());
        exchange.getMessage().removeHeaders("*");
        HttpAnswers.write(exchange, status, "application/json", ByteBuffer.wrap(json));
    }
}
