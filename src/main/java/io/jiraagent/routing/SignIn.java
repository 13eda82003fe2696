package io.jiraagent.routing;

import io.jiraagent.access.Authenticator;
import io.jiraagent.access.Caller;
import io.jiraagent.access.LocalPath;
import io.jiraagent.access.SessionCookie;
import io.jiraagent.web.PageRenderer;
import io.jiraagent.web.PageView;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.camel.Exchange;

/** The answers around signing in. Thread-safe. */
public final class SignIn {
    private static final int OK = 200;
    private static final int UNAUTHORIZED = 401;

    private final Authenticator authenticator;
    private final SessionCookie sessions;
    private final PageRenderer renderer;

    public SignIn(Authenticator authenticator, SessionCookie sessions, PageRenderer renderer) {
        this.authenticator = authenticator;
        this.sessions = sessions;
        this.renderer = renderer;
    }

    void byToken(Exchange exchange, String token, String next) {
        conclude(exchange, authenticator.byToken(token), next, "This token is unknown, expired or revoked.");
    }

    void byCode(Exchange exchange, String code, String next) {
        conclude(
                exchange,
                authenticator.byLoginCode(code),
                next,
                "This sign-in link has been used or is over. Paste a token, or start the program again for a new link.");
    }

    void ask(Exchange exchange, String next) {
        page(exchange, OK, Map.of("next", next));
    }

    void askToUse(Exchange exchange, String code, String next) {
        page(exchange, OK, Map.of("next", next, "code", code));
    }

    /** Lets the browser repeat the request from our own page, so that it sends its cookie. */
    void comeAgain(Exchange exchange, String next) {
        String again = "/login?again=1&next=" + URLEncoder.encode(next, StandardCharsets.UTF_8);
        page(exchange, OK, Map.of("next", next, "again", again));
    }

    void out(Exchange exchange) {
        exchange.getMessage().setHeader("Set-Cookie", sessions.signOut());
        HttpAnswers.seeOther(exchange, "/login");
    }

    private void conclude(Exchange exchange, Optional<Caller> caller, String next, String refusal) {
        if (caller.isPresent()) {
            exchange.getMessage()
                    .setHeader("Set-Cookie", sessions.signIn(caller.get().tokenId()));
            HttpAnswers.seeOther(exchange, LocalPath.orStart(next));
        } else {
            page(exchange, UNAUTHORIZED, Map.of("next", next, "refusal", refusal));
        }
    }

    private void page(Exchange exchange, int status, Map<String, Object> given) {
        Map<String, Object> model = new HashMap<>(given);
        model.putIfAbsent("code", null);
        model.putIfAbsent("again", null);
        model.putIfAbsent("refusal", null);
        HttpAnswers.html(exchange, status, renderer.render(new PageView(status, "login", model), Optional.empty()));
    }
}
