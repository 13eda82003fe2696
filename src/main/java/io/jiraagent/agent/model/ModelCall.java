package io.jiraagent.agent.model;

/**
 * A request to a model's server. Not printed: it holds the key.
 *
 * @param authorization value of the header {@code Authorization}, or null
 * @param apiKey value of the header {@code api-key}, or null
 * @param body JSON in UTF-8
 * @param deadlineSeconds what is left of the attempt's time
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record ModelCall(String url, String authorization, String apiKey, byte[] body, long deadlineSeconds) {
    @Override
    public String toString() {
        return "ModelCall[***]";
    }
}
