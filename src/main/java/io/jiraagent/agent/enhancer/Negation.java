package io.jiraagent.agent.enhancer;

import java.util.regex.Pattern;

/** Tells "data loss" from "no data loss". */
final class Negation {
    private static final int LOOK_BACK = 45;
    private static final int LOOK_AHEAD = 20;
    private static final Pattern BEFORE = Pattern.compile(
            "(?:^|[^\\p{L}'])(?:no|not|never|without|nor|neither|nobody|cannot|isn't|aren't|wasn't|weren't|doesn't|don't"
                    + "|didn't|won't|hasn't|haven't|can't|nothing|hardly|kein|keine|nicht|pas)(?:\\s+(?!only\\b)[\\p{L}\\d'-]{1,20}){0,3}\\s*$",
            Pattern.CASE_INSENSITIVE);
    private static final Pattern BEFORE_TOPIC = Pattern.compile(
            "(?:^|[^\\p{L}'])(?:no|not|never|without|nor|isn't|aren't|wasn't|kein|keine|pas)(?:\\s+(?!only\\b)[\\p{L}\\d'-]{1,20})?\\s*$",
            Pattern.CASE_INSENSITIVE);
    private static final Pattern AFTER =
            Pattern.compile("^\\s*[:?-]+\\s*(?:no|none|n/a|nein|non)\\b.*", Pattern.CASE_INSENSITIVE | Pattern.DOTALL);
    private static final String CLAUSE_ENDS = ".;,!?\n:(";

    private Negation() {}

    /** Whether the words at this span are denied by the few words around them in the same clause. */
    static boolean denies(String text, Span words) {
        return denies(text, words, BEFORE);
    }

    /** Whether it is denied that the ticket is about this: "not a security issue", but not "cannot log in". */
    static boolean deniesTopic(String text, Span words) {
        return denies(text, words, BEFORE_TOPIC);
    }

    private static boolean denies(String text, Span words, Pattern denial) {
        int from = words.start();
        while (from > 0 && words.start() - from < LOOK_BACK && CLAUSE_ENDS.indexOf(text.charAt(from - 1)) < 0) {
            from--;
        }
        String before = text.substring(from, words.start()).replace('\u2019', '\'');
        int but = before.lastIndexOf(" but ");
        String clause = but >= 0 ? before.substring(but + 4) : before;
        String after = text.substring(words.end(), Math.min(text.length(), words.end() + LOOK_AHEAD));
        return denial.matcher(clause).find() || AFTER.matcher(after).matches();
    }
}
