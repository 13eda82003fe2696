package io.jiraagent.routing;

import io.jiraagent.webhook.HeardRequest;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Headers as somebody may see them: what may be a secret is told by its shape. */
final class HeaderView {
    private static final int MAX_NAME = 80;
    private static final int MAX_VALUE = 200;

    /** Everything else may hold a secret: senders and proxies put theirs into headers of any name. */
    private static final Set<String> PLAIN = Set.of(
            "accept",
            "accept-encoding",
            "connection",
            "content-length",
            "host",
            "idempotency-key",
            "transfer-encoding",
            "user-agent",
            "webhook-id",
            "webhook-timestamp",
            "x-atlassian-webhook-flow",
            "x-atlassian-webhook-identifier",
            "x-atlassian-webhook-retry");

    private static final Pattern METHOD = Pattern.compile("((?:sha1|sha256|sha384|sha512)=)(.*)", Pattern.DOTALL);
    private static final Pattern SCHEME = Pattern.compile("((?i:bearer|basic)) +(.*)", Pattern.DOTALL);
    private static final Pattern HEX = Pattern.compile("[0-9a-fA-F]+");

    private HeaderView() {}

    /** @param genuine the sender is known; of others no value is shown */
    static HeardRequest.Header of(String name, String value, boolean genuine) {
        boolean plain = genuine && PLAIN.contains(name.toLowerCase(Locale.ROOT));
        return new HeardRequest.Header(printable(name, MAX_NAME), plain ? printable(value, MAX_VALUE) : shape(value));
    }

    private static String shape(String value) {
        Matcher method = METHOD.matcher(value);
        if (method.matches()) {
            return method.group(1) + " and " + characters(method.group(2));
        }
        Matcher scheme = SCHEME.matcher(value);
        return scheme.matches() ? scheme.group(1) + " and " + characters(scheme.group(2)) : characters(value);
    }

    private static String characters(String text) {
        return text.length() + (HEX.matcher(text).matches() ? " hex digits" : " characters");
    }

    private static String printable(String text, int most) {
        String printable = text.replaceAll("[^\\x20-\\x7E]", "?");
        return printable.length() > most ? printable.substring(0, most) + "…" : printable;
    }
}
