package io.jiraagent.agent.enhancer;

/** Counts words. */
final class Words {
    private Words() {}

    /** How many words with a letter in them, counting no further than {@code enough}. */
    static int count(String text, int enough) {
        int count = 0;
        boolean letters = false;
        for (int i = 0; i < text.length() && count < enough; i++) {
            char c = text.charAt(i);
            if (TicketText.isSpace(c)) {
                count += letters ? 1 : 0;
                letters = false;
            } else {
                letters |= Character.isLetter(c);
            }
        }
        return Math.min(enough, count + (letters ? 1 : 0));
    }
}
