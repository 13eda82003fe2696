package io.jiraagent.webhook;

/** Reads a body at the door, for agents that want malformed ones refused. */
@FunctionalInterface
public interface StrictPayloadCheck {
    /**
     * @throws Refusal the body cannot be read; says what to change
     */
    void check(byte[] body);
}
