package io.jiraagent.jira;

import java.util.regex.Pattern;

/** Text of tickets, agents and Jira, freed of what is invisible or turns the direction of reading. */
final class SafeWords {
    private static final Pattern LINE_ENDS = Pattern.compile("\\r\\n?|[\\u0085\\u2028\\u2029]");
    private static final Pattern UNSEEN =
            Pattern.compile("[\\p{Cntrl}&&[^\\n\\t]]|[\\u202A-\\u202E\\u2066-\\u2069\\u200B\\u2060\\uFEFF]");

    private SafeWords() {}

    /** Lines end in {@code \n}. */
    static String clean(String text) {
        return UNSEEN.matcher(LINE_ENDS.matcher(text).replaceAll("\n")).replaceAll("");
    }
}
