package io.jiraagent.history;

import io.jiraagent.web.OpsRequest;
import io.jiraagent.web.PageView;
import io.jiraagent.web.Parameters;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** {@code /Rejected}: the webhook requests that were refused, each with what mends it. Thread-safe. */
public final class RejectedPage {
    private static final String PATH = "/Rejected";
    private static final List<String> NAMES = List.of("agent_id", "reason");

    private final RejectedList rejected;
    private final Agents agents;

    public RejectedPage(RejectedList rejected, Agents agents) {
        this.rejected = rejected;
        this.agents = agents;
    }

    public record Row(RejectedEntry entry, String help) {}

    public PageView show(OpsRequest request) {
        Parameters parameters = request.parameters();
        Items<RejectedEntry> page = rejected.read(request);
        Map<String, String> values = FilterForm.values(parameters, NAMES);
        Map<String, Object> model = new HashMap<>();
        model.put("nav", "rejected");
        model.put(
                "rows",
                page.items().stream()
                        .map(entry -> new Row(entry, help(entry.reason())))
                        .toList());
        model.put("values", values);
        model.put("filtered", values.values().stream().anyMatch(value -> !value.isEmpty()));
        model.put("agents", agents.names(request.caller()));
        model.put("reasons", RejectedList.REASONS);
        model.put("older", FilterForm.older(PATH, values, page.nextCursor()));
        model.put(
                "newest",
                parameters
                        .text("cursor")
                        .map(cursor -> FilterForm.path(PATH, values))
                        .orElse(null));
        return PageView.of("rejected", model);
    }

    private static String help(String reason) {
        return switch (reason) {
            case "missing_signature" ->
                "The sender does not sign. Jira Automation cannot: give its rule the agent's automation address and"
                        + " token.";
            case "invalid_signature" ->
                "The agent's id or the secret differs, or the body changed on its way after it was signed.";
            case "stale_timestamp" ->
                "The signature is genuine, but it or the body's timestamp is too old or from the future: set the sender's"
                        + " clock, and let it sign every attempt anew, with the time of the event itself in the body.";
            case "missing_token" -> "The rule's web request lacks the header Authorization: Bearer <token>.";
            case "invalid_token" -> "The agent's id in the address and the token in the header do not belong together.";
            case "agent_not_active" -> "The sender is genuine, but the agent is paused or a draft: activate it.";
            case "tenant_mismatch" -> "The body names another tenant than the agent's; leave tenant_id out.";
            case "payload_too_large" -> "Let the sender send fewer fields, or raise webhook.max-body-bytes.";
            case "unsupported_media_type" -> "Let the sender send plain JSON, not compressed, not a form.";
            case "malformed_payload" ->
                "The agent is strict and the body is not usable JSON; the answer named the place.";
            case "rate_limited" ->
                "More events came than the rate limit of the agent or its tenant takes. Send less, or raise the limit.";
            case "unavailable" -> "This server could not take the event in; Jira repeats it. Look at the health page.";
            default -> "";
        };
    }
}
