package io.jiraagent.problem;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;

/**
 * Problem details as of <a href="https://www.rfc-editor.org/rfc/rfc9457">RFC 9457</a>.
 *
 * @param type names the kind of problem, {@code urn:jira-agent:…}
 * @param detail the contract's text for it, or the parameter that cannot be used; never holds secrets, nor text of a
 *     request whose sender is not known
 * @param hint what a person should change, or null
 */
@JsonPropertyOrder({"type", "title", "status", "detail", "hint"})
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Problem(String type, String title, int status, String detail, String hint) {
    public static final String MEDIA_TYPE = "application/problem+json";

    public static Problem of(String name, String title, int status, String detail, String hint) {
        return new Problem("urn:jira-agent:" + name, title, status, detail, hint);
    }

    public static Problem notFound() {
        return of("not-found", "Not Found", 404, "Not found", null);
    }

    public static Problem methodNotAllowed(String allowed) {
        return of("method-not-allowed", "Method Not Allowed", 405, "Method not allowed", "Use " + allowed + ".");
    }

    public static Problem badRequest(String detail, String hint) {
        return of("bad-request", "Bad Request", 400, detail, hint);
    }
}
