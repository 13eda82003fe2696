package io.jiraagent.routing;

import io.jiraagent.access.LocalPath;
import io.vertx.core.http.HttpServerRequest;

/** Nobody is signed in. Carries no stack trace: it is an answer, not a fault. */
final class SignInNeededException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String signInPath;

    /** After signing in, a page that was asked for is shown; what a form would have done is not done. */
    SignInNeededException(HttpServerRequest request) {
        super("Nobody is signed in", null, false, false);
        this.signInPath = LocalPath.signInFor(HttpRequests.changesState(request) ? null : request.uri());
    }

    String signInPath() {
        return signInPath;
    }
}
