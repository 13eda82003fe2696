package io.jiraagent.routing;

import io.jiraagent.access.LocalPath;
import io.jiraagent.access.oidc.BegunSignIns;
import io.jiraagent.access.oidc.OidcException;
import io.jiraagent.access.oidc.OidcSessions;
import io.vertx.core.http.Cookie;
import io.vertx.core.http.HttpServerRequest;
import java.util.Optional;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;

/** {@code GET /login/oidc/callback}: comes back from the provider. */
public final class OidcReturnProcessor implements Processor {
    private final OidcSessions sessions;
    private final BegunSignIns begunSignIns;
    private final SignIn signIn;

    public OidcReturnProcessor(OidcSessions sessions, BegunSignIns begunSignIns, SignIn signIn) {
        this.sessions = sessions;
        this.begunSignIns = begunSignIns;
        this.signIn = signIn;
    }

    @Override
    public void process(Exchange exchange) {
        HttpServerRequest request = HttpRequests.request(exchange);
        Optional<String> begun = request.cookies(BegunSignIns.COOKIE).stream()
                .map(Cookie::getValue)
                .findFirst();
        exchange.getMessage().removeHeaders("*");
        try {
            signIn.open(exchange, sessions.open(request.query(), begun), begunSignIns.forget());
        } catch (OidcException e) {
            exchange.getMessage().setHeader("Set-Cookie", begunSignIns.forget());
            signIn.refuse(exchange, e, LocalPath.START);
        }
    }
}
