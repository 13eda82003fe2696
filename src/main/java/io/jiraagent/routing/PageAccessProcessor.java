package io.jiraagent.routing;

import io.jiraagent.access.AccessProblems;
import io.jiraagent.access.AccessRole;
import io.jiraagent.access.Authenticator;
import io.jiraagent.access.Caller;
import io.jiraagent.access.SameOrigin;
import io.jiraagent.access.SessionCookie;
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
    private final SessionCookie cookies;
    private final SameOrigin sameOrigin;
    private final AccessRole needed;

    public PageAccessProcessor(
            Authenticator authenticator, SessionCookie cookies, SameOrigin sameOrigin, AccessRole needed) {
        this.authenticator = authenticator;
        this.cookies = cookies;
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
        if (HttpRequests.bearer(request).isEmpty() && byPerson(request)) {
            HttpRequests.session(request).flatMap(cookies::renewal).ifPresent(cookie -> exchange.getMessage()
                    .setHeader("Set-Cookie", cookie));
        }
    }

    /** A page was opened or a form sent; a page that stands open and asks by itself keeps no session alive. */
    private static boolean byPerson(HttpServerRequest request) {
        String mode = request.getHeader("Sec-Fetch-Mode");
        return mode == null ? HttpRequests.changesState(request) || !asksByItself(request) : mode.equals("navigate");
    }

    /** By plain http, browsers do not say who asks; our script does. */
    private static boolean asksByItself(HttpServerRequest request) {
        String accept = request.getHeader("Accept");
        return accept == null || !accept.contains("application/xhtml+xml");
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
