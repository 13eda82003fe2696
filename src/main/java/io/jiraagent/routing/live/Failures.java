package io.jiraagent.routing.live;

import java.util.Optional;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;

/** What a failure of Camel says to the author of a file. */
final class Failures {
    private Failures() {}

    /** Where in the file, from 1; empty where the failure does not know. */
    static Optional<Integer> line(Throwable failure) {
        for (Throwable t = failure; t != null; t = t.getCause()) {
            if (t instanceof MarkedYamlEngineException marked) {
                Optional<Mark> mark = marked.getProblemMark().or(marked::getContextMark);
                return mark.map(m -> m.getLine() + 1);
            }
        }
        return Optional.empty();
    }

    /** The innermost message, which names what stands in the file; those around it name the whole route. */
    static String message(Throwable failure) {
        String message = failure.toString();
        for (Throwable t = failure; t != null; t = t.getCause()) {
            if (t instanceof MarkedYamlEngineException marked && marked.getProblem() != null) {
                return marked.getProblem();
            }
            if (t.getMessage() != null && !t.getMessage().isBlank()) {
                message = t.getMessage();
            }
        }
        return message;
    }
}
