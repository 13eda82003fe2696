package io.jiraagent.routing;

import io.jiraagent.access.Authenticator;
import io.jiraagent.access.LocalPath;
import io.jiraagent.web.Parameters;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import java.util.Optional;
import java.util.Set;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;

/**
 * {@code GET /login}: the form, or signing in by a link. A link that was followed from another site, or is only looked at
 * in advance, shows a button instead: browsers do not send a strict cookie along such a way, and a preview must not use
 * the link up.
 */
public final class SignInPageProcessor implements Processor {
    private static final String FETCH_SITE = "Sec-Fetch-Site";
    private static final Set<String> OWN_FETCHES = Set.of("same-origin", "none");

    private final Authenticator authenticator;
    private final SignIn signIn;

    public SignInPageProcessor(Authenticator authenticator, SignIn signIn) {
        this.authenticator = authenticator;
        this.signIn = signIn;
    }

    @Override
    public void process(Exchange exchange) {
        HttpServerRequest request = HttpRequests.request(exchange);
        Parameters parameters = Parameters.parse(request.query());
        String next = LocalPath.orStart(parameters.text("next").orElse(null));
        Optional<String> code = parameters.text("code");
        boolean fromElsewhere = Optional.ofNullable(request.getHeader(FETCH_SITE))
                .filter(site -> !OWN_FETCHES.contains(site))
                .isPresent();
        exchange.getMessage().removeHeaders("*");
        if (code.isPresent()) {
            if (fromElsewhere || looksInAdvance(request)) {
                signIn.askToUse(exchange, code.get(), next);
            } else {
                signIn.byCode(exchange, code.get(), next);
            }
        } else if (HttpRequests.session(request)
                .flatMap(authenticator::bySession)
                .isPresent()) {
            HttpAnswers.seeOther(exchange, next);
        } else if ((fromElsewhere || mayComeFromElsewhere(request))
                && parameters.text("again").isEmpty()) {
            signIn.comeAgain(exchange, next);
        } else {
            signIn.ask(exchange, next);
        }
    }

    /** By plain http, browsers do not say from where they come. */
    private static boolean mayComeFromElsewhere(HttpServerRequest request) {
        String accept = request.getHeader(HttpHeaders.ACCEPT);
        return request.getHeader(FETCH_SITE) == null && accept != null && accept.contains("text/html");
    }

    private static boolean looksInAdvance(HttpServerRequest request) {
        return request.method().equals(HttpMethod.HEAD)
                || "prefetch".equalsIgnoreCase(request.getHeader("Purpose"))
                || Optional.ofNullable(request.getHeader("Sec-Purpose"))
                        .filter(purpose -> purpose.startsWith("prefetch"))
                        .isPresent();
    }
}
