package io.jiraagent.agent.enhancer;

import java.util.Locale;
import java.util.regex.Pattern;

/** Tells what a person wrote from what a form left behind. */
final class Placeholders {
    private static final int LONGEST_LINE = 300;
    private static final Pattern DECORATION = Pattern.compile("[\\s\\p{Punct}–—…•·\u200B\uFEFF]*");
    private static final Pattern MACRO_ONLY =
            Pattern.compile("(?:\\{/?[a-z]+(?::[^}]{0,80})?}|</?[a-z]{1,10} ?/?>|\\s)+");
    private static final Pattern NOTHING =
            Pattern.compile("(?:n ?/ ?a|na|none|nil|null|undefined|tbd|tba|tbc|todo|to do"
                    + "|to be (?:defined|done|determined|added|filled(?: in)?|confirmed)|unknown|not known|not sure|no idea|dunno"
                    + "|not (?:applicable|available|provided|specified|stated|set)|xx+|lorem ipsum.*|asdf+"
                    + "|same|same as above|see above|see below|see summary|see title|as above|keine|k\\.? ?a\\.?|entfällt|unbekannt"
                    + "|aucun|aucune|ninguno|ninguna|fill (?:me )?in|your (?:text|answer) here|text here)");
    private static final Pattern BRACKETED = Pattern.compile("<!--.*-->|<(?!https?:)[^>]{3,200}>"
            + "|\\[[^\\]]{0,80}\\b(?:describe|enter|add|insert|your|please|fill|list|provide|e\\.g)\\b[^\\]]{0,120}]|\\{\\{[^}]{1,200}}}"
            + "|\\$\\{[^}]{1,200}}|_?\\((?:please|describe|enter|add|what|which|e\\.g\\.|optional)[^)]{0,200}\\)_?");
    private static final Pattern INSTRUCTION = Pattern.compile("(?:please )?(?:enter|describe|add|insert|provide|list"
            + "|explain|write|fill in|fill out|type|specify|state|include|tell us|put|give)"
            + " (?:(?:here|the|your|a|any|an|all|in|clear|detailed|exact|concise|short|brief|and|full) ){0,6}"
            + "(?:steps?|expected|actual|results?|behaviou?r|description|environment|impact|what|how|who|details?|text"
            + "|information|info|issue|problem|bug|here|browser|os|version)\\b.{0,160}");
    private static final Pattern EXAMPLE = Pattern.compile("(?:e\\.g\\.|for example|example:|eg:|ex:).{0,200}");
    private static final Pattern FORM_QUESTION = Pattern.compile("what (?:did you expect|should happen|happens|happened"
            + "|actually happened|is the (?:impact|expected|actual)).{0,80}\\?");
    private static final Pattern LONE_NUMBER = Pattern.compile("\\(?\\d{1,3}[.):]");
    private static final Pattern LIST_MARK = Pattern.compile("^(?:[-*+•#>]{1,3}|\\(?\\d{1,3}[.)])\\s+");

    /** Whether a line holds words of a person: not only punctuation, "N/A" or text of a form. */
    boolean isSaid(String line) {
        if (line.length() > LONGEST_LINE) {
            return !DECORATION.matcher(line.substring(0, LONGEST_LINE)).matches();
        }
        String item = LIST_MARK.matcher(line.strip()).replaceFirst("");
        boolean listed = item.length() < line.strip().length();
        String words = bare(item);
        return !isLeftOver(line)
                && !NOTHING.matcher(words).matches()
                && !EXAMPLE.matcher(words).matches()
                && !FORM_QUESTION.matcher(words).matches()
                && (listed || !INSTRUCTION.matcher(words).matches());
    }

    /** Whether a line holds no words at all, or only a form's bracketed text: safe to leave out at a section's edge. */
    boolean isLeftOver(String line) {
        if (line.length() > LONGEST_LINE) {
            return false;
        }
        String words = LIST_MARK.matcher(line.strip()).replaceFirst("").strip();
        return MACRO_ONLY.matcher(words).matches()
                || BRACKETED.matcher(words.toLowerCase(Locale.ROOT)).matches()
                || DECORATION.matcher(words).matches()
                || LONE_NUMBER.matcher(words).matches();
    }

    private static String bare(String line) {
        String words = line.toLowerCase(Locale.ROOT).strip();
        int start = 0;
        int end = words.length();
        while (start < end && "*_+~<>[](){}-–—\"'|:".indexOf(words.charAt(start)) >= 0) {
            start++;
        }
        while (end > start && "*_+~<>[](){}-–—\"'|:.!?…".indexOf(words.charAt(end - 1)) >= 0) {
            end--;
        }
        String inner = words.substring(start, end).strip();
        boolean question = words.indexOf('?', end) >= 0;
        return question ? inner + "?" : inner;
    }
}
