package io.jiraagent.routing;

import io.jiraagent.access.LocalPath;
import io.jiraagent.access.oidc.OidcException;
import io.jiraagent.access.oidc.OidcSignIn;
import io.jiraagent.web.Parameters;
import io.vertx.core.http.HttpServerRequest;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;

/** {@code GET /login/oidc}: leaves for the provider. */
public final class OidcLeaveProcessor implements Processor {
    private final OidcSignIn oidc;
    private final SignIn signIn;

    public OidcLeaveProcessor(OidcSignIn oidc, SignIn signIn) {
        this.oidc = oidc;
        this.signIn = signIn;
    }

    @Override
    public void process(Exchange exchange) {
        HttpServerRequest request = HttpRequests.request(exchange);
        String next =
                LocalPath.orStart(Parameters.parse(request.query()).text("next").orElse(null));
        exchange.getMessage().removeHeaders("*");
        try {
            OidcSignIn.Leaving leaving = oidc.begin(next);
            exchange.getMessage().setHeader("Set-Cookie", leaving.cookie());
            HttpAnswers.seeOther(exchange, leaving.location().toString());
        } catch (OidcException e) {
            signIn.refuse(exchange, e, next);
        }
    }
}
