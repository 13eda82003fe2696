package io.jiraagent.testing;

import static org.awaitility.Awaitility.await;

import io.jiraagent.testing.FakeAgent.Reply;
import io.jiraagent.testing.FakeAgent.Request;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.util.List;
import java.util.UUID;

/** An agent that takes its tasks with 202 and answers them when a test has it do so. */
public final class LaterAgent implements AutoCloseable {
    private final FakeAgent server;

    public LaterAgent() {
        this(Reply.of(202, "{\"status\":\"accepted\"}"));
    }

    /** @param reply to the task itself */
    public LaterAgent(Reply reply) {
        server = new FakeAgent(reply);
    }

    /** What came with a task: where to answer, and with what. */
    public record Task(URI url, String token) {
        public static Task of(Request request) {
            return new Task(
                    URI.create(request.headers().get("x-result-url")),
                    request.headers().get("x-result-token"));
        }

        public Task withToken(String other) {
            return new Task(url, other);
        }

        public WebhookClient.Answer answer(String json) {
            return new WebhookClient(null)
                    .send(HttpRequest.newBuilder(url)
                            .header("Authorization", "Bearer " + token)
                            .header("Content-Type", "application/json")
                            .POST(BodyPublishers.ofString(json))
                            .build());
        }
    }

    public String url() {
        return server.url("/hook");
    }

    public int asked() {
        return server.requests().size();
    }

    /** Waits for an execution's first task. */
    public Task task(UUID execution) {
        return task(execution, 1);
    }

    /** @param number counts the times that the agent was asked, from 1 */
    public Task task(UUID execution, int number) {
        await("task " + number + " of " + execution)
                .atMost(Duration.ofSeconds(30))
                .until(() -> tasks(execution).size() >= number);
        return Task.of(tasks(execution).get(number - 1));
    }

    private List<Request> tasks(UUID execution) {
        return server.requests().stream()
                .filter(request -> execution.toString().equals(request.headers().get("idempotency-key")))
                .toList();
    }

    @Override
    public void close() {
        server.close();
    }
}
