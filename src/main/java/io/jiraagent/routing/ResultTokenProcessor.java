package io.jiraagent.routing;

import io.jiraagent.execution.AnswerDesk;
import io.jiraagent.execution.ResultTokens;
import io.jiraagent.problem.Problem;
import io.jiraagent.problem.ProblemException;
import java.util.UUID;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;

/**
 * Checks the token of {@code /api/executions/{execution_id}/result}; the body is what was given then. It is checked without
 * a look at the execution, so that a wrong token is answered alike whether there is one.
 */
public final class ResultTokenProcessor implements Processor {
    private static final int UNAUTHORIZED = 401;

    private final ResultTokens tokens;

    public ResultTokenProcessor(ResultTokens tokens) {
        this.tokens = tokens;
    }

    @Override
    public void process(Exchange exchange) {
        String token =
                HttpRequests.bearer(HttpRequests.request(exchange)).orElseThrow(() -> unauthorized("Missing token"));
        UUID id = HttpRequests.idFromEnd(exchange, 1).orElseThrow(() -> new ProblemException(Problem.notFound()));
        AnswerDesk.Given given = new AnswerDesk.Given(
                tokens.read(id, token).orElseThrow(() -> unauthorized("Invalid token")), HttpRequests.body(exchange));
        exchange.getMessage().removeHeaders("*");
        exchange.getMessage().setBody(given);
    }

    private static ProblemException unauthorized(String detail) {
        return new ProblemException(Problem.of(
                "unauthorized",
                "Unauthorized",
                UNAUTHORIZED,
                detail,
                "Send Authorization: Bearer <token> with the X-Result-Token that came with the task; it is good for that"
                        + " attempt of that execution only."));
    }
}
