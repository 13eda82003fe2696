package io.jiraagent.agent.model;

import java.util.Optional;

/**
 * Finds a ticket's own words. Models change spaces, marks of lists and headings, quotes, dashes and capitals when they copy;
 * any other difference means that it is not the ticket that says so.
 */
final class Passages {
    private static final String MARKUP = "*_`#>|~";
    private static final String QUOTES = "\"'\u2018\u2019\u201a\u201b\u201c\u201d\u201e\u201f\u00ab\u00bb\u00b4";
    private static final int SHORTEST = 3;

    private final String description;
    private final Plain plain;

    Passages(String description) {
        this.description = description;
        this.plain = Plain.of(description);
    }

    /** The passage as the description has it, letter for letter; empty when it does not have it. */
    Optional<String> find(String quote) {
        String sought = Plain.of(quote).text().strip();
        if (sought.length() < SHORTEST) {
            return Optional.empty();
        }
        for (int at = plain.text().indexOf(sought); at >= 0; at = plain.text().indexOf(sought, at + 1)) {
            int end = at + sought.length();
            if (plain.isWordEdge(at) && plain.isWordEdge(end)) {
                return Optional.of(description.substring(plain.places()[at], plain.places()[end - 1] + 1));
            }
        }
        return Optional.empty();
    }

    /** @param places where each character of the text stands in the original */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    private record Plain(String text, int[] places) {
        static Plain of(String original) {
            StringBuilder text = new StringBuilder(original.length());
            int[] places = new int[original.length()];
            for (int i = 0; i < original.length(); i++) {
                char c = plain(original.charAt(i));
                boolean again = c == ' ' && (text.isEmpty() || text.charAt(text.length() - 1) == ' ');
                if (c != 0 && !again) {
                    places[text.length()] = i;
                    text.append(c);
                }
            }
            return new Plain(text.toString(), places);
        }

        /** @return 0 for what does not count */
        private static char plain(char c) {
            if (Character.isWhitespace(c) || Character.isSpaceChar(c)) {
                return ' ';
            }
            if (MARKUP.indexOf(c) >= 0 || Character.getType(c) == Character.FORMAT || Character.isISOControl(c)) {
                return 0;
            }
            if (QUOTES.indexOf(c) >= 0) {
                return '\'';
            }
            return Character.getType(c) == Character.DASH_PUNCTUATION ? '-' : Character.toLowerCase(c);
        }

        boolean isWordEdge(int at) {
            return at == 0
                    || at == text.length()
                    || !Character.isLetterOrDigit(text.charAt(at - 1))
                    || !Character.isLetterOrDigit(text.charAt(at));
        }
    }
}
