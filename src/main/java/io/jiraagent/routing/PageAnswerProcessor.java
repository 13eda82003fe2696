package io.jiraagent.routing;

import io.jiraagent.access.Caller;
import io.jiraagent.web.PageRenderer;
import io.jiraagent.web.PageView;
import io.jiraagent.web.SeeOther;
import java.util.Optional;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;

/** Sends the page that a step has made, or the browser to where a step says. */
public final class PageAnswerProcessor implements Processor {
    private final PageRenderer renderer;

    public PageAnswerProcessor(PageRenderer renderer) {
        this.renderer = renderer;
    }

    @Override
    public void process(Exchange exchange) {
        Object answer = exchange.getMessage().getBody();
        exchange.getMessage().removeHeaders("*");
        if (answer instanceof SeeOther elsewhere) {
            HttpAnswers.seeOther(exchange, elsewhere.path());
            return;
        }
        PageView view = (PageView) answer;
        Caller caller = exchange.getProperty(PageAccessProcessor.CALLER, Caller.class);
        HttpAnswers.html(exchange, view.status(), renderer.render(view, Optional.ofNullable(caller)));
    }
}
