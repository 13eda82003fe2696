package io.jiraagent.ticket;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A key of the published template, with what an Automation rule has to write for it. {@link #ROOT} is the template
 * as a tree; {@code url}, {@code labels}, {@code id} and {@code self} belong to it as options.
 *
 * <p>Smart values: {@code asJsonString} escapes a text and brings its own quotation marks.
 *
 * @param path dotted path from the root, empty for the root
 * @param name the key, empty for the root
 * @param value what the template says after the colon
 * @param list whether the value is an array of texts
 * @param keys the keys below it, empty where the value is no object
 */
record TemplateKey(String path, String name, String value, boolean list, Map<String, TemplateKey> keys) {
    static final TemplateKey ROOT = object(
            "",
            "",
            "{…}",
            text("", "issue_key", "{{issue.key.asJsonString}}"),
            text("", "event_type", "\"jira:issue_created\""),
            text("", "timestamp", "\"{{now}}\""),
            text("", "tenant_id", "\"<id of the agent's tenant>\""),
            text("", "actor", "{{initiator.accountId.asJsonString}}"),
            text("", "url", "{{issue.url.asJsonString}}"),
            issue());

    private static final String OF_ISSUE = "issue.";
    private static final String OF_FIELDS = "issue.fields.";

    private static TemplateKey issue() {
        return object(
                "",
                "issue",
                "{\"key\": {{issue.key.asJsonString}}, \"fields\": {…}}",
                text(OF_ISSUE, "key", "{{issue.key.asJsonString}}"),
                text(OF_ISSUE, "id", "\"{{issue.id}}\""),
                text(OF_ISSUE, "self", "{{issue.self.asJsonString}}"),
                text(OF_ISSUE, "url", "{{issue.url.asJsonString}}"),
                fields());
    }

    private static TemplateKey fields() {
        return object(
                OF_ISSUE,
                "fields",
                "{\"summary\": {{issue.summary.asJsonString}}, …}",
                text(OF_FIELDS, "summary", "{{issue.summary.asJsonString}}"),
                text(OF_FIELDS, "description", "{{issue.description.asJsonString}}"),
                named("priority", "priority"),
                named("issuetype", "issueType"),
                named("status", "status"),
                object(
                        OF_FIELDS,
                        "reporter",
                        "{\"displayName\": {{issue.reporter.displayName.asJsonString}}}",
                        text(OF_FIELDS + "reporter.", "displayName", "{{issue.reporter.displayName.asJsonString}}"),
                        text(OF_FIELDS + "reporter.", "emailAddress", "{{issue.reporter.emailAddress.asJsonString}}")),
                text(OF_FIELDS, "created", "\"{{issue.created}}\""),
                new TemplateKey(OF_FIELDS + "labels", "labels", "{{issue.labels.asJsonStringArray}}", true, Map.of()));
    }

    private static TemplateKey named(String name, String smartName) {
        String smart = "{{issue." + smartName;
        return object(
                OF_FIELDS,
                name,
                "{\"name\": " + smart + ".name.asJsonString}}}",
                text(OF_FIELDS + name + ".", "name", smart + ".name.asJsonString}}"),
                text(OF_FIELDS + name + ".", "id", "\"" + smart + ".id}}\""));
    }

    private static TemplateKey text(String parent, String name, String value) {
        return new TemplateKey(parent + name, name, value, false, Map.of());
    }

    private static TemplateKey object(String parent, String name, String value, TemplateKey... children) {
        Map<String, TemplateKey> keys = new LinkedHashMap<>();
        for (TemplateKey child : children) {
            keys.put(child.name, child);
        }
        return new TemplateKey(parent + name, name, value, false, Collections.unmodifiableMap(keys));
    }

    boolean isObject() {
        return !keys.isEmpty();
    }

    /** The template's line for this key. */
    String line() {
        return "\"" + name + "\": " + value;
    }

    /**
     * What to write for a field. A path that the template lacks gets its nearest known parent's line, or advice that
     * holds for every text.
     */
    static String fixFor(String path) {
        TemplateKey found = ROOT;
        for (String step : path.split("\\.", -1)) {
            TemplateKey next = found.keys.get(step);
            if (next == null) {
                break;
            }
            found = next;
        }
        return found.path.isEmpty() || (found.isObject() && !found.path.equals(path))
                ? "every text as {{issue.summary.asJsonString}}, without quotation marks of your own"
                : found.line();
    }
}
