package io.jiraagent.tryout;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.jiraagent.agent.AgentTask;
import io.jiraagent.history.TextView;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A request as the page shows it.
 *
 * @param messages to a model, as it reads them; empty for other requests
 * @param headers by name
 * @param body the whole of it
 */
public record TryOutTexts(List<Message> messages, Map<String, String> headers, String url, TextView body) {
    private static final JsonMapper MAPPER = JsonMapper.builder().build();

    /** @param role who says it */
    public record Message(String role, TextView content) {}

    /** @param request null stays null */
    static TryOutTexts of(TryOutResult.Request request) {
        if (request == null) {
            return null;
        }
        List<Message> messages = new ArrayList<>();
        for (JsonNode message : request.body().path("messages")) {
            messages.add(new Message(
                    message.path("role").asText(),
                    TextView.of(message.path("content").asText())));
        }
        return new TryOutTexts(messages, request.headers(), request.url(), TextView.pretty(request.body()));
    }

    static JsonNode json(AgentTask task) {
        return MAPPER.valueToTree(task);
    }
}
