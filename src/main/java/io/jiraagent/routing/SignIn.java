package io.jiraagent.routing;

import io.jiraagent.access.Authenticator;
import io.jiraagent.access.Caller;
import io.jiraagent.access.LocalPath;
import io.jiraagent.access.SessionCookie;
import io.jiraagent.access.Sessions;
import io.jiraagent.access.oidc.OidcException;
import io.jiraagent.access.oidc.OidcSessions;
import io.jiraagent.access.oidc.OidcSignIn;
import io.jiraagent.web.PageRenderer;
import io.jiraagent.web.PageView;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.camel.Exchange;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The answers around signing in. Thread-safe. */
public final class SignIn {
    private static final int OK = 200;
    private static final int UNAUTHORIZED = 401;
    private static final Logger LOG = LoggerFactory.getLogger(SignIn.class);

    private final Authenticator authenticator;
    private final Sessions sessions;
    private final SessionCookie cookies;
    private final Optional<OidcSignIn> oidc;
    private final PageRenderer renderer;

    /** @param oidc empty: no provider is used */
    public SignIn(
            Authenticator authenticator,
            Sessions sessions,
            SessionCookie cookies,
            Optional<OidcSignIn> oidc,
            PageRenderer renderer) {
        this.authenticator = authenticator;
        this.sessions = sessions;
        this.cookies = cookies;
        this.oidc = oidc;
        this.renderer = renderer;
    }

    void byToken(Exchange exchange, String token, String next) {
        conclude(exchange, authenticator.byToken(token), "token", next, "This token is unknown, expired or revoked.");
    }

    void byCode(Exchange exchange, String code, String next) {
        conclude(
                exchange,
                authenticator.byLoginCode(code),
                "link",
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

    /**
     * Lets somebody in whom the provider has signed in. The browser comes from another site, so that the page is asked for
     * once more from ours.
     */
    void open(Exchange exchange, OidcSessions.Opened opened, String forget) {
        exchange.getMessage().setHeader("Set-Cookie", List.of(cookies.signIn(opened.sessionId()), forget));
        comeAgain(exchange, opened.next());
    }

    /** Says why the provider's answer lets nobody in; what exactly is wrong with it stands in the log alone. */
    void refuse(Exchange exchange, OidcException refusal, String next) {
        LOG.warn(
                "Nobody is signed in: {} {}",
                refusal.getMessage(),
                refusal.getCause() == null ? "" : refusal.getCause().getMessage());
        page(exchange, refusal.status(), Map.of("next", next, "refusal", refusal.getMessage()));
    }

    /** @param session the browser's cookie; empty: nobody is signed in */
    void out(Exchange exchange, Optional<String> session) {
        Optional<URI> atProvider = session.flatMap(authenticator::signOut)
                .flatMap(idToken -> oidc.flatMap(provider -> provider.signOut(idToken)));
        exchange.getMessage().setHeader("Set-Cookie", cookies.signOut());
        if (atProvider.isPresent()) {
            // By the page and not by a redirect, which the content policy would not let a form follow to another site.
            page(
                    exchange,
                    OK,
                    Map.of("next", LocalPath.START, "leave", atProvider.get().toString()));
        } else {
            HttpAnswers.seeOther(exchange, "/login");
        }
    }

    private void conclude(Exchange exchange, Optional<Caller> caller, String by, String next, String refusal) {
        if (caller.isPresent()) {
            exchange.getMessage()
                    .setHeader(
                            "Set-Cookie",
                            cookies.signIn(sessions.begin(caller.get().tokenId(), by)));
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
        model.putIfAbsent("leave", null);
        model.put(
                "oidc",
                oidc.map(provider -> "/login/oidc?next="
                                + URLEncoder.encode(given.get("next").toString(), StandardCharsets.UTF_8))
                        .orElse(null));
        HttpAnswers.html(exchange, status, renderer.render(new PageView(status, "login", model), Optional.empty()));
    }
}
