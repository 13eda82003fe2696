package io.jiraagent.routing;

import io.jiraagent.access.AccessProblems;
import io.jiraagent.access.AccessRole;
import io.jiraagent.access.Authenticator;
import io.jiraagent.access.Caller;
import io.jiraagent.access.SameOrigin;
import io.jiraagent.web.OpsRequest;
import io.vertx.core.http.HttpServerRequest;
import java.util.Optional;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;

/**
 * Lets in whoever is signed in, or sends a token, of the role; the body is an {@link OpsRequest} then. Others are shown the
 * way to sign in.
 */
public final class PageAccessProcessor implements Processor {
    static final String CALLER = "caller";

    private final Authenticator authenticator;
    private final SameOrigin sameOrigin;
    private final AccessRole needed;

    public PageAccessProcessor(Authenticator authenticator, SameOrigin sameOrigin, AccessRole needed) {
        this.authenticator = authenticator;
        this.sameOrigin = sameOrigin;
        this.needed = needed;
    }

    @Override
    public void process(Exchange exchange) {
        HttpServerRequest request = HttpRequests.request(exchange);
        Caller caller = caller(request).orElseThrow(() -> new SignInNeededException(request));
        exchange.setProperty(CALLER, caller);
        if (!caller.may(needed)) {
            throw AccessProblems.missingRole(caller.role(), needed);
        }
        OpsRequest opsRequest = HttpRequests.opsRequest(exchange, caller);
        exchange.getMessage().removeHeaders("*");
        exchange.getMessage().setBody(opsRequest);
    }

    private Optional<Caller> caller(HttpServerRequest request) {
        Optional<String> token = HttpRequests.bearer(request);
        if (token.isPresent()) {
            return Optional.of(authenticator.byToken(token.get()).orElseThrow(AccessProblems::invalidToken));
        }
        Optional<String> session = HttpRequests.session(request);
        if (session.isPresent() && HttpRequests.changesState(request)) {
            requireSameOrigin(sameOrigin, request);
        }
        return session.flatMap(authenticator::bySession);
    }

    static void requireSameOrigin(SameOrigin sameOrigin, HttpServerRequest request) {
        if (!sameOrigin.holds(
                request.getHeader("Sec-Fetch-Site"), request.getHeader("Origin"), request.getHeader("Host"))) {
            throw AccessProblems.foreignOrigin();
        }
    }
}
