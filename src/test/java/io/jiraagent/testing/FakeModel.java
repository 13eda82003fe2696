package io.jiraagent.testing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;

/** An OpenAI-compatible server whose answers a test decides. */
public final class FakeModel implements AutoCloseable {
    private static final JsonMapper MAPPER = JsonMapper.builder().build();

    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final List<Asked> asked = new CopyOnWriteArrayList<>();

    /** A request as received; the names of headers in lower case. */
    public record Asked(String uri, Map<String, String> headers, JsonNode body) {
        /** What was said in the given role, all of it. */
        public String said(String role) {
            StringBuilder said = new StringBuilder();
            body.path("messages").forEach(message -> {
                if (message.path("role").asText().equals(role)) {
                    said.append(message.path("content").asText()).append('\n');
                }
            });
            return said.toString();
        }

        public String form() {
            return body.path("response_format").path("type").asText("none");
        }
    }

    /**
     * @param chunks sent one after the other; the exchange ends with the last
     * @param pace of the server: its pause before each chunk
     */
    public record Reply(int status, Map<String, String> headers, List<String> chunks, Duration pace) {
        public static Reply of(int status, String body) {
            return new Reply(status, Map.of(), List.of(body), Duration.ZERO);
        }

        public Reply header(String name, String value) {
            Map<String, String> more = new TreeMap<>(headers);
            more.put(name, value);
            return new Reply(status, more, chunks, pace);
        }
    }

    public FakeModel(Function<Asked, Reply> mind) {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 100);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.setExecutor(threads);
        server.createContext("/", exchange -> serve(exchange, mind));
        server.start();
    }

    /** One that says the same each time. */
    public static FakeModel saying(String content) {
        return new FakeModel(asked -> completion(content));
    }

    /** As servers answer: 1200 tokens in, 340 out. */
    public static Reply completion(String content) {
        return completion(content, "stop");
    }

    public static Reply completion(String content, String finishReason) {
        ObjectNode body = MAPPER.createObjectNode()
                .put("id", "chatcmpl-BZ8kQ2")
                .put("object", "chat.completion")
                .put("created", 1_763_900_000)
                .put("model", "small-model-2026-05-01");
        ObjectNode choice = body.putArray("choices").addObject().put("index", 0).put("finish_reason", finishReason);
        choice.putNull("logprobs");
        choice.putObject("message")
                .put("role", "assistant")
                .put("content", content)
                .putNull("refusal")
                .putArray("annotations");
        body.putObject("usage")
                .put("prompt_tokens", 1200)
                .put("completion_tokens", 340)
                .put("total_tokens", 1540)
                .putObject("prompt_tokens_details")
                .put("cached_tokens", 0);
        body.put("service_tier", "default").put("system_fingerprint", "fp_44added55e");
        return Reply.of(200, body.toString());
    }

    /** As OpenAI's server refuses. */
    public static Reply error(int status, String code, String type, String message) {
        ObjectNode body = MAPPER.createObjectNode();
        body.putObject("error")
                .put("message", message)
                .put("type", type)
                .putNull("param")
                .put("code", code);
        return Reply.of(status, body.toString());
    }

    /** An answer of the right form. */
    public static ObjectNode advice() {
        ObjectNode advice = MAPPER.createObjectNode();
        advice.putNull("summary");
        advice.putObject("sections")
                .putNull("steps_to_reproduce")
                .putNull("expected_result")
                .putNull("actual_result")
                .putNull("environment")
                .putNull("impact");
        advice.putArray("questions");
        advice.putObject("priority").put("suggested", "Medium").put("reason", "One user is hindered.");
        advice.putArray("labels");
        advice.putArray("suggestions");
        return advice;
    }

    public String baseUrl() {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/v1";
    }

    public List<Asked> asked() {
        return List.copyOf(asked);
    }

    public Asked last() {
        return asked.get(asked.size() - 1);
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }

    private void serve(HttpExchange exchange, Function<Asked, Reply> mind) throws IOException {
        Map<String, String> headers = new TreeMap<>();
        exchange.getRequestHeaders()
                .forEach((name, values) ->
                        headers.put(name.toLowerCase(java.util.Locale.ROOT), String.join(" AND ", values)));
        Asked request = new Asked(
                exchange.getRequestURI().toString(),
                headers,
                MAPPER.readTree(exchange.getRequestBody().readAllBytes()));
        asked.add(request);
        Reply reply = mind.apply(request);
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        reply.headers().forEach((name, value) -> exchange.getResponseHeaders().set(name, value));
        exchange.sendResponseHeaders(reply.status(), 0);
        try (OutputStream out = exchange.getResponseBody()) {
            for (String chunk : reply.chunks()) {
                LockSupport.parkNanos(reply.pace().toNanos());
                out.write(chunk.getBytes(StandardCharsets.UTF_8));
                out.flush();
            }
        }
    }
}
