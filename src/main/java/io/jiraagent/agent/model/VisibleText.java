package io.jiraagent.agent.model;

import java.util.regex.Pattern;

/** Text as people see it: without what can hide words from them or turn them round. */
final class VisibleText {
    /**
     * Control characters but for tab and line feed; formatting characters, bidirectional and zero-width ones among them;
     * tags, variation selectors, private use and lone surrogates.
     */
    private static final Pattern HIDDEN = Pattern.compile(
            "[\\p{Cc}\\p{Cf}\\p{Co}\\p{Cs}\\u2028\\u2029\\ufe00-\\ufe0f\\x{e0100}-\\x{e01ef}&&[^\\t\\n]]");

    private VisibleText() {}

    static String of(String text) {
        return HIDDEN.matcher(text.replace("\r\n", "\n")).replaceAll("");
    }
}
