package io.jiraagent.agent.enhancer;

/**
 * A place where a part of the ticket begins.
 *
 * @param section the section that begins, null for a part that belongs to none
 * @param start where the heading begins
 * @param contentStart where what it heads begins
 * @param level 1 to 6 as in the notation, then {@link #BOLD} and {@link #PLAIN}
 * @param inline whether the text follows on the heading's own line
 * @param fact a named fact about the environment, such as {@code Browser: Firefox 128}
 * @param known whether its words are known, not just its notation
 */
record Mark(Section section, int start, int contentStart, int level, boolean inline, boolean fact, boolean known) {
    static final int BOLD = 7;
    static final int PLAIN = 8;

    /** Whether this begins something new for a reader who is in the part that {@code current} began. */
    boolean ends(Mark current) {
        if (current.fact || current.section == Section.ENVIRONMENT) {
            return !fact && (known || level <= current.level);
        }
        return known || level <= current.level;
    }
}
