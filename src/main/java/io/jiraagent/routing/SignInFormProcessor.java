package io.jiraagent.routing;

import io.jiraagent.access.LocalPath;
import io.jiraagent.access.SameOrigin;
import io.jiraagent.web.Parameters;
import io.vertx.core.http.HttpServerRequest;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;

/** {@code POST /login}: a pasted token, or the button of a sign-in link. */
public final class SignInFormProcessor implements Processor {
    private final SameOrigin sameOrigin;
    private final SignIn signIn;

    public SignInFormProcessor(SameOrigin sameOrigin, SignIn signIn) {
        this.sameOrigin = sameOrigin;
        this.signIn = signIn;
    }

    @Override
    public void process(Exchange exchange) {
        HttpServerRequest request = HttpRequests.request(exchange);
        boolean byBrowser = request.getHeader("Sec-Fetch-Site") != null
                || request.getHeader("Origin") != null
                || HttpRequests.session(request).isPresent();
        if (byBrowser) {
            PageAccessProcessor.requireSameOrigin(sameOrigin, request);
        }
        Parameters form = Parameters.parse(new String(HttpRequests.body(exchange), StandardCharsets.UTF_8));
        String next = LocalPath.orStart(form.text("next").orElse(null));
        Optional<String> code = form.text("code");
        exchange.getMessage().removeHeaders("*");
        if (code.isPresent()) {
            signIn.byCode(exchange, code.get(), next);
        } else {
            signIn.byToken(exchange, form.text("token").orElse(""), next);
        }
    }
}
