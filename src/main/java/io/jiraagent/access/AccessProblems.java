package io.jiraagent.access;

import io.jiraagent.problem.Problem;
import io.jiraagent.problem.ProblemException;

/** The answers to those who may not. */
public final class AccessProblems {
    private static final int UNAUTHORIZED = 401;
    private static final int FORBIDDEN = 403;

    private AccessProblems() {}

    public static ProblemException missingToken() {
        return unauthorized(
                "Missing token",
                "Send the header Authorization: Bearer <token>. The demo's token is ADMIN_TOKEN in demo.env.");
    }

    /** Unknown, expired and revoked tokens are told apart for nobody. */
    public static ProblemException invalidToken() {
        return unauthorized(
                "Invalid token", "The token is unknown, expired or revoked; an administrator makes a new one.");
    }

    public static ProblemException missingRole(AccessRole has, AccessRole needed) {
        return forbidden(
                "Role " + needed.label() + " needed", "This token's role is " + has.label() + "; use another token.");
    }

    public static ProblemException allTenantsNeeded() {
        return forbidden(
                "A token for all tenants needed", "This token is for one tenant only; use one that was made without.");
    }

    public static ProblemException foreignOrigin() {
        return forbidden(
                "Request from another site",
                "The form must be sent from this server's own page. Behind a proxy, set server.public-url to the"
                        + " address that browsers use.");
    }

    private static ProblemException unauthorized(String detail, String hint) {
        return new ProblemException(Problem.of("unauthorized", "Unauthorized", UNAUTHORIZED, detail, hint));
    }

    private static ProblemException forbidden(String detail, String hint) {
        return new ProblemException(Problem.of("forbidden", "Forbidden", FORBIDDEN, detail, hint));
    }
}
