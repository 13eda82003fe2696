package io.jiraagent.routing;

import io.jiraagent.access.SameOrigin;
import io.vertx.core.http.HttpServerRequest;
import java.util.Optional;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;

/** {@code POST /logout}. */
public final class SignOutProcessor implements Processor {
    private final SameOrigin sameOrigin;
    private final SignIn signIn;

    public SignOutProcessor(SameOrigin sameOrigin, SignIn signIn) {
        this.sameOrigin = sameOrigin;
        this.signIn = signIn;
    }

    @Override
    public void process(Exchange exchange) {
        HttpServerRequest request = HttpRequests.request(exchange);
        Optional<String> session = HttpRequests.session(request);
        if (session.isPresent()) {
            PageAccessProcessor.requireSameOrigin(sameOrigin, request);
        }
        exchange.getMessage().removeHeaders("*");
        signIn.out(exchange, session);
    }
}
