package io.jiraagent.routing;

import io.jiraagent.access.AccessProblems;
import io.jiraagent.access.AccessRole;
import io.jiraagent.access.Authenticator;
import io.jiraagent.access.Caller;
import io.jiraagent.web.OpsRequest;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;

/** Lets in whoever sends a token of the role; the body is an {@link OpsRequest} then. Cookies do not count here. */
public final class ApiAccessProcessor implements Processor {
    private final Authenticator authenticator;
    private final AccessRole needed;

    public ApiAccessProcessor(Authenticator authenticator, AccessRole needed) {
        this.authenticator = authenticator;
        this.needed = needed;
    }

    @Override
    public void process(Exchange exchange) {
        String token = HttpRequests.bearer(HttpRequests.request(exchange)).orElseThrow(AccessProblems::missingToken);
        Caller caller = authenticator.byToken(token).orElseThrow(AccessProblems::invalidToken);
        if (!caller.may(needed)) {
            throw AccessProblems.missingRole(caller.role(), needed);
        }
        OpsRequest request = HttpRequests.opsRequest(exchange, caller);
        exchange.getMessage().removeHeaders("*");
        exchange.getMessage().setBody(request);
    }
}
