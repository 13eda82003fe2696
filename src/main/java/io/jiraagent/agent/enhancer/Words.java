package io.jiraagent.agent.enhancer;

/** Counts words. */
final class Words {
    private Words() {}

    /**
     * How many words with a letter or digit in them, counting no further than {@code enough}. Where a language writes
     * without blanks, two characters count as one word.
     */
    static int count(String text, int enough) {
        int words = 0;
        int unspaced = 0;
        boolean letters = false;
        for (int i = 0; i < text.length() && words + unspaced / 2 < enough; i++) {
            char c = text.charAt(i);
            if (isUnspaced(c)) {
                unspaced++;
            } else if (TicketText.isSpace(c)) {
                words += letters ? 1 : 0;
                letters = false;
            } else {
                letters |= Character.isLetterOrDigit(c);
            }
        }
        return Math.min(enough, words + unspaced / 2 + (letters ? 1 : 0));
    }

    private static boolean isUnspaced(char c) {
        Character.UnicodeScript script = Character.isLetter(c) ? Character.UnicodeScript.of(c) : null;
        return script == Character.UnicodeScript.HAN
                || script == Character.UnicodeScript.HIRAGANA
                || script == Character.UnicodeScript.KATAKANA
                || script == Character.UnicodeScript.THAI;
    }
}
