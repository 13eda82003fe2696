package io.jiraagent.routing;

import io.jiraagent.access.Caller;
import io.jiraagent.problem.Problem;
import io.jiraagent.problem.ProblemException;
import io.jiraagent.web.ConfirmationNeededException;
import io.jiraagent.web.PageRenderer;
import io.jiraagent.web.PageView;
import io.vertx.core.http.HttpHeaders;
import java.util.Map;
import java.util.Optional;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;

/** Shows what went wrong as a page to browsers, and as problem+json to everything else. */
public final class PageProblemProcessor implements Processor {
    private final PageRenderer renderer;
    private final ProblemProcessor problems;

    /** @param problems answers where a page would not be understood, or cannot be made */
    public PageProblemProcessor(PageRenderer renderer, ProblemProcessor problems) {
        this.renderer = renderer;
        this.problems = problems;
    }

    @Override
    public void process(Exchange exchange) {
        Exception cause = exchange.getProperty(Exchange.EXCEPTION_CAUGHT, Exception.class);
        if (cause instanceof SignInNeededException signIn) {
            exchange.getMessage().removeHeaders("*");
            HttpAnswers.seeOther(exchange, signIn.signInPath());
            return;
        }
        if (cause instanceof ConfirmationNeededException question) {
            exchange.getMessage().removeHeaders("*");
            html(exchange, question.page());
            return;
        }
        problems.process(exchange);
        String accept = HttpRequests.request(exchange).getHeader(HttpHeaders.ACCEPT);
        if (accept != null && accept.contains("text/html")) {
            Problem problem =
                    cause instanceof ProblemException known ? known.problem() : ProblemProcessor.unavailable();
            html(exchange, new PageView(problem.status(), "problem", Map.of("problem", problem)));
        }
    }

    private void html(Exchange exchange, PageView view) {
        Caller caller = exchange.getProperty(PageAccessProcessor.CALLER, Caller.class);
        HttpAnswers.html(exchange, view.status(), renderer.render(view, Optional.ofNullable(caller)));
    }
}
