package io.jiraagent.routing;

import io.jiraagent.access.LocalPath;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;

/** Leads from {@code /} to the start page. */
public final class StartPageProcessor implements Processor {
    @Override
    public void process(Exchange exchange) {
        HttpRequests.request(exchange);
        exchange.getMessage().removeHeaders("*");
        HttpAnswers.seeOther(exchange, LocalPath.START);
    }
}
