package io.jiraagent.ticket;

import java.io.Serial;

/**
 * A body that no ticket can be read from. Reading the same bytes again gives the same answer, so there is nothing to
 * retry: a person has to change the rule in Jira, or edit the body and replay it.
 *
 * <p>The message is one line for the author of the rule, without control characters, and quotes at most 40
 * characters of the body.
 */
public final class MalformedPayloadException extends RuntimeException {
    @Serial
    private static final long serialVersionUID = 1L;

    private static final int MAX_EXCERPT = 40;

    private final String templateFix;
    private final boolean nothingToWorkOn;

    MalformedPayloadException(String message) {
        this(message, false);
    }

    MalformedPayloadException(String message, boolean nothingToWorkOn) {
        super(message);
        this.templateFix = null;
        this.nothingToWorkOn = nothingToWorkOn;
    }

    MalformedPayloadException(String message, String templateFix) {
        super(templateFix == null ? message : message + " In the rule's template write " + templateFix + ".");
        this.templateFix = templateFix;
        this.nothingToWorkOn = false;
    }

    private MalformedPayloadException(String where, MalformedPayloadException what) {
        super(where + what.getMessage());
        this.templateFix = what.templateFix;
        this.nothingToWorkOn = what.nothingToWorkOn;
    }

    /** The same, with the place in the body where it begins. */
    MalformedPayloadException at(String where) {
        return new MalformedPayloadException(where, this);
    }

    /** The line to write in the rule's template, or null where no single line helps. The message holds it too. */
    public String templateFix() {
        return templateFix;
    }

    /** The body is sound and tells of something that is no issue, as Jira's worklog and sprint events do. */
    public boolean nothingToWorkOn() {
        return nothingToWorkOn;
    }

    /** A piece of a body that is fit for a message: short, on one line, without invisible characters. */
    static String excerpt(String text) {
        StringBuilder safe = new StringBuilder(MAX_EXCERPT + 1);
        int at = 0;
        while (at < text.length() && safe.length() < MAX_EXCERPT - 1) {
            int point = text.codePointAt(at);
            safe.appendCodePoint(isPrintable(point) ? point : ' ');
            at += Character.charCount(point);
        }
        return at < text.length() ? safe.append('…').toString() : safe.toString();
    }

    private static boolean isPrintable(int point) {
        return switch (Character.getType(point)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.UNASSIGNED,
                    Character.PRIVATE_USE,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR -> false;
            default -> true;
        };
    }
}
