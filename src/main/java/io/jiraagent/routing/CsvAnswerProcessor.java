package io.jiraagent.routing;

import io.jiraagent.web.CsvFile;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;

/** Sends the table that a step has made as a file to be saved. */
public final class CsvAnswerProcessor implements Processor {
    @Override
    public void process(Exchange exchange) {
        CsvFile file = exchange.getMessage().getBody(CsvFile.class);
        exchange.getMessage().removeHeaders("*");
        exchange.getMessage().setHeader("Content-Disposition", "attachment; filename=\"" + file.name() + "\"");
        HttpAnswers.write(
                exchange,
                200,
                "text/csv; charset=utf-8",
                ByteBuffer.wrap(file.text().getBytes(StandardCharsets.UTF_8)));
    }
}
