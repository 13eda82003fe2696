package io.jiraagent.agent.http;

/**
 * A request to an agent. Not printed: its URL may hold a secret.
 *
 * @param url of the agent
 * @param body the task as JSON in UTF-8
 * @param signature value of {@code X-Hub-Signature-256}
 * @param deadlineSeconds for the whole call
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record AgentCall(String url, byte[] body, String signature, long deadlineSeconds) {
    @Override
    public String toString() {
        return "AgentCall[***]";
    }
}
