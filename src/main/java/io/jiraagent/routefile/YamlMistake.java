package io.jiraagent.routefile;

/** The text is not YAML, or YAML of a kind that route files do without. */
public final class YamlMistake extends Exception {
    private static final long serialVersionUID = 1L;

    private final int line;

    YamlMistake(int line, String message) {
        super(message);
        this.line = line;
    }

    /** From 1. */
    public int line() {
        return line;
    }
}
