package io.jiraagent.doctor;

/** What a failure says. */
final class Failures {
    private Failures() {}

    /** The innermost cause says most; only its first line. */
    static String innermost(Throwable failure) {
        Throwable cause = failure;
        while (cause.getCause() != null) {
            cause = cause.getCause();
        }
        String text = cause.getMessage() == null ? cause.toString() : cause.getMessage();
        return text.lines().findFirst().orElse(text);
    }
}
