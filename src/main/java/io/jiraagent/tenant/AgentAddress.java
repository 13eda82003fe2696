package io.jiraagent.tenant;

/**
 * Where an agent is asked. A path or query may hold a secret, so it is not printed.
 *
 * @param url as entered, not checked
 */
public record AgentAddress(String url) {
    @Override
    public String toString() {
        return "AgentAddress[***]";
    }
}
