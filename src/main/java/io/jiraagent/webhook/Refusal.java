package io.jiraagent.webhook;

import io.jiraagent.problem.Problem;
import io.jiraagent.problem.ProblemException;
import java.time.Duration;

/** A webhook request that is not accepted. */
public final class Refusal extends ProblemException {
    private static final long serialVersionUID = 1L;
    private static final int RETRY_AFTER_SECONDS = 5;

    private final RefusalReason reason;

    private Refusal(RefusalReason reason, String detail, String hint, int retryAfterSeconds) {
        super(
                Problem.of(reason.label().replace('_', '-'), reason.title(), reason.status(), detail, hint),
                retryAfterSeconds);
        this.reason = reason;
    }

    public RefusalReason reason() {
        return reason;
    }

    public static Refusal missingSignature() {
        return new Refusal(
                RefusalReason.MISSING_SIGNATURE,
                "Missing signature",
                "Send X-Hub-Signature-256: sha256=<hex HMAC-SHA256 of the body>. Jira Automation cannot sign:"
                        + " use /jira/automation/{agent_id} with its token instead.",
                -1);
    }

    public static Refusal invalidSignature(String hint) {
        return new Refusal(RefusalReason.INVALID_SIGNATURE, "Invalid HMAC signature", hint, -1);
    }

    /**
     * For a signature that is genuine, so that its sender may be told more.
     *
     * @param behind how far the signed time is behind the clock here; negative: before it
     */
    static Refusal staleSignature(Duration behind, Duration tolerance) {
        return new Refusal(
                RefusalReason.STALE_TIMESTAMP,
                "Invalid HMAC signature",
                "The signature is genuine, but its webhook-timestamp is "
                        + behind.abs().toSeconds() + " s "
                        + (behind.isNegative() ? "ahead of" : "behind") + " this server's clock, and "
                        + tolerance.toSeconds()
                        + " s are allowed: set the sender's clock by NTP, and sign every attempt"
                        + " anew with the time of the attempt.",
                -1);
    }

    /**
     * For a body that is genuine.
     *
     * @param behind how far its time is behind the clock here; negative: before it
     * @param longest how far it may be
     */
    static Refusal staleBody(Duration behind, Duration longest) {
        return new Refusal(
                RefusalReason.STALE_TIMESTAMP,
                "Invalid HMAC signature",
                "The signature is genuine, but the body's timestamp is "
                        + behind.abs().toDays() + " days "
                        + (behind.isNegative() ? "ahead of" : "behind") + " this server's clock. Up to "
                        + longest.toDays()
                        + " days behind are allowed, since repeats of older events are not known any more: send the"
                        + " time of the event itself.",
                -1);
    }

    public static Refusal missingToken() {
        return new Refusal(
                RefusalReason.MISSING_TOKEN,
                "Missing token",
                "Add the header Authorization: Bearer <token> (or X-Automation-Token: <token>) to the rule's web"
                        + " request. A token in the address is not accepted.",
                -1);
    }

    public static Refusal invalidToken() {
        return new Refusal(
                RefusalReason.INVALID_TOKEN,
                "Invalid token",
                "The token must be the one handed out for the agent whose id stands in the address.",
                -1);
    }

    /** @param status the agent's status, {@code draft} or {@code paused} */
    public static Refusal agentNotActive(String status) {
        return new Refusal(
                RefusalReason.AGENT_NOT_ACTIVE,
                "Agent is " + status,
                "An operator activates it with: UPDATE agents SET status = 'active' WHERE id = '<agent id>';",
                -1);
    }

    public static Refusal tenantMismatch() {
        return new Refusal(
                RefusalReason.TENANT_MISMATCH,
                "Tenant mismatch",
                "The body's tenant_id is not the tenant of this agent: correct it, or leave it out.",
                -1);
    }

    public static Refusal payloadTooLarge(int maxBytes) {
        return new Refusal(
                RefusalReason.PAYLOAD_TOO_LARGE,
                "Payload too large",
                "At most " + maxBytes + " bytes are accepted. Send fewer fields, or raise webhook.max-body-bytes.",
                -1);
    }

    public static Refusal unsupportedMediaType() {
        return new Refusal(
                RefusalReason.UNSUPPORTED_MEDIA_TYPE,
                "Unsupported media type",
                "Send plain JSON: Content-Type: application/json, not compressed, not a form.",
                -1);
    }

    /** Only for agents with {@code strict_payload}. */
    public static Refusal malformedPayload(String whatToChange) {
        return new Refusal(RefusalReason.MALFORMED_PAYLOAD, "Malformed payload", whatToChange, -1);
    }

    /**
     * @param whose {@code agent} or {@code tenant}
     * @param limit such as {@code 60/min}
     * @param retryAfterSeconds until there is room for the next event
     */
    public static Refusal rateLimited(String whose, String limit, int retryAfterSeconds) {
        return new Refusal(
                RefusalReason.RATE_LIMITED,
                "Rate limit exceeded",
                "This " + whose + " takes " + limit + " (at each receiving process). Send it again after the time in"
                        + " Retry-After, send less, or let an administrator raise the limit: ./jira-agent " + whose
                        + " set <id> --rate-limit <number>/min",
                retryAfterSeconds);
    }

    public static Refusal unavailable() {
        return new Refusal(RefusalReason.UNAVAILABLE, "Temporarily unavailable", null, RETRY_AFTER_SECONDS);
    }
}
