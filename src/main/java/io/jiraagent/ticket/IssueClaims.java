package io.jiraagent.ticket;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Settles which issue a body is about. Whoever writes a ticket can add fields to a body that a template was rendered
 * into unescaped, so everything in a body that names an issue at the place where Jira and templates name it has to
 * name the same one.
 */
final class IssueClaims {
    private static final String FIX = "\"issue_key\": {{issue.key.asJsonString}}";
    private static final String QUOTES = "[\"" + TemplateCursor.CURLY_QUOTES + "]";
    private static final Pattern KEY_IN_BODY = Pattern.compile(QUOTES + "(?:issue_)?+key" + QUOTES + "\\s*+:[\\s\\\\\""
            + TemplateCursor.CURLY_QUOTES + "]*+([A-Z][A-Z0-9_]{1,80}+-[0-9]{1,20}+)");
    private static final Pattern ONCE_ONLY = Pattern.compile(QUOTES + "(event_type|tenant_id)" + QUOTES + "\\s*+:");

    private IssueClaims() {}

    /** The one issue key that the body names. */
    static String key(ObjectNode root) {
        String key = agreed(root.get("issue_key"), "issue_key", null);
        key = agreed(root.path("issue").get("key"), "issue.key", key);
        if (key == null && root.path("key").isTextual()) {
            key = agreed(root.get("key"), "key", null);
        }
        if (key == null) {
            throw nameless(root);
        }
        refuseOther(root, key);
        for (JsonNode child : root) {
            refuseOther(child, key);
        }
        refuseOther(root.path("issue").path("fields"), key);
        return key;
    }

    private static String agreed(JsonNode claim, String field, String known) {
        if (claim == null
                || claim.isNull()
                || (claim.isTextual() && claim.textValue().isBlank())) {
            return known;
        }
        String fix = "key".equals(field) ? FIX : TemplateKey.fixFor(field);
        String text = claim.asText();
        if (text.contains("{{")) {
            throw new MalformedPayloadException("Jira did not fill in the smart value of `" + field + "`.", fix);
        }
        if (!claim.isTextual() || !IssueKey.isValid(text)) {
            throw new MalformedPayloadException(
                    "`" + field + "` is `" + MalformedPayloadException.excerpt(text)
                            + "`, and an issue key looks like TEST-123.",
                    fix);
        }
        if (known != null && !known.equals(text)) {
            throw disagreement(known, text);
        }
        return text;
    }

    private static void refuseOther(JsonNode object, String key) {
        for (String name : new String[] {"key", "issue_key"}) {
            String other = object.path(name).textValue();
            if (IssueKey.isValid(other) && !other.equals(key)) {
                throw disagreement(key, other);
            }
        }
    }

    /**
     * Refuses a repaired body whose raw text holds a second issue, event or tenant. Repair has to guess where texts
     * end; what it guesses must not decide between two of them.
     */
    static void refuseSecondClaims(String body, String key) {
        Matcher keys = KEY_IN_BODY.matcher(body);
        while (keys.find()) {
            if (!keys.group(1).equals(key)) {
                throw disagreement(key, keys.group(1));
            }
        }
        Matcher once = ONCE_ONLY.matcher(body);
        boolean event = false;
        boolean tenant = false;
        while (once.find()) {
            boolean isEvent = "event_type".equals(once.group(1));
            if (isEvent ? event : tenant) {
                throw new MalformedPayloadException(
                        "The broken body holds `" + once.group(1) + "` twice.", TemplateKey.fixFor(""));
            }
            event = event || isEvent;
            tenant = tenant || !isEvent;
        }
    }

    private static MalformedPayloadException disagreement(String one, String other) {
        return new MalformedPayloadException(
                "The body names two issues, `" + MalformedPayloadException.excerpt(one) + "` and `"
                        + MalformedPayloadException.excerpt(other)
                        + "`: the ticket's text may have been put into the template unescaped.",
                TemplateKey.fixFor(""));
    }

    private static MalformedPayloadException nameless(ObjectNode root) {
        String event = root.path("webhookEvent").textValue();
        if (event != null) {
            boolean comment = event.startsWith("comment_");
            return new MalformedPayloadException(
                    "The " + (comment ? "comment event" : "event") + " `"
                            + MalformedPayloadException.excerpt(event)
                            + "` came without an issue, so there is no ticket to work on: let the webhook send issue events,"
                            + " or an Automation rule send " + FIX + ".",
                    true);
        }
        return new MalformedPayloadException("The body names no issue.", FIX);
    }
}
