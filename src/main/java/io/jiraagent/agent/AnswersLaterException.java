package io.jiraagent.agent;

/** The agent has taken the task, and gives its answer to the program's API. No failure, but the end of asking. */
public final class AnswersLaterException extends AgentException {
    private static final long serialVersionUID = 1L;

    public AnswersLaterException() {
        super("answers_later", "The agent has taken the task and answers later", null);
    }
}
