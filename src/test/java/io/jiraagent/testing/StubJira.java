package io.jiraagent.testing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A Jira as far as comments need one, over real HTTP. It knows the issues that it was told of, refuses whoever is not
 * its account, checks documents against the schema of documents and limits, and can be made to misbehave.
 */
public final class StubJira implements AutoCloseable {
    public static final String USER = "robot@example.com";
    public static final String TOKEN = "stub-jira-token-2f9c";
    public static final String ACCOUNT = "712020:robot";

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final Pattern COMMENTS = Pattern.compile("/rest/api/([23])/issue/([^/]+)/comment(?:/(\\d+))?");
    private static final Pattern ISSUE = Pattern.compile("/rest/api/([23])/issue/([^/]+)");

    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final Map<String, List<ObjectNode>> issues = new ConcurrentHashMap<>();
    private final Map<String, ObjectNode> fields = new ConcurrentHashMap<>();
    private final Queue<Fault> faults = new ConcurrentLinkedQueue<>();
    private final List<String> requests = new CopyOnWriteArrayList<>();
    private final List<String> complaints = new CopyOnWriteArrayList<>();
    private final CountDownLatch released = new CountDownLatch(1);
    private volatile boolean accepting = true;
    private volatile boolean slow;
    private volatile Map<String, String> limits = Map.of();
    private long lastId = 10_000;

    /** What one request meets. */
    public record Fault(String method, int status, boolean afterwards, Map<String, String> headers) {
        /** The request is not taken. */
        public static Fault status(String method, int status) {
            return new Fault(method, status, false, Map.of());
        }

        public static Fault busy(String method, int seconds) {
            return new Fault(method, 429, false, Map.of("Retry-After", Integer.toString(seconds)));
        }

        /** The request is taken, and the connection broken before an answer. */
        public static Fault answerLost(String method) {
            return new Fault(method, 0, true, Map.of());
        }
    }

    public StubJira(String... keys) {
        AdfSchema.load();
        for (String key : keys) {
            issues.put(key, new ArrayList<>());
        }
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 100);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.setExecutor(threads);
        server.createContext("/", this::answer);
        server.start();
    }

    public String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    /** The next request of that method meets it. */
    public void then(Fault fault) {
        faults.add(fault);
    }

    /** From now on the account is valid, or not. */
    public void accept(boolean valid) {
        accepting = valid;
    }

    /** From now on nothing is answered until this is closed. */
    public void hang() {
        slow = true;
    }

    /** From now on each answer has these headers. */
    public void limited(Map<String, String> headers) {
        limits = Map.copyOf(headers);
    }

    public List<ObjectNode> comments(String key) {
        synchronized (this) {
            return List.copyOf(issues.get(key));
        }
    }

    /** What was last set of an issue's fields; null where nothing was. */
    public ObjectNode fields(String key) {
        return fields.get(key);
    }

    /** Method and path, in the order of arrival. */
    public List<String> requests() {
        return List.copyOf(requests);
    }

    /** What was sent that Jira would not take. */
    public List<String> complaints() {
        return List.copyOf(complaints);
    }

    /** Somebody else writes a comment. */
    public void comment(String key, String author, JsonNode body) {
        synchronized (this) {
            ObjectNode comment = JSON.createObjectNode();
            lastId++;
            comment.put("id", Long.toString(lastId)).set("body", body);
            comment.putObject("author").put("accountId", author);
            issues.get(key).add(comment);
        }
    }

    public void deleteComments(String key) {
        synchronized (this) {
            issues.get(key).clear();
        }
    }

    @Override
    public void close() {
        released.countDown();
        server.stop(0);
        threads.shutdownNow();
    }

    private void answer(HttpExchange exchange) throws IOException {
        String method = exchange.getRequestMethod();
        byte[] body = exchange.getRequestBody().readAllBytes();
        requests.add(method + " " + exchange.getRequestURI().getPath());
        if (slow) {
            awaitRelease();
        }
        Fault fault = faults.stream()
                .filter(f -> f.method().equals(method))
                .findFirst()
                .orElse(null);
        if (fault != null && faults.remove(fault)) {
            if (fault.afterwards()) {
                handle(exchange, method, body);
                exchange.close();
                return;
            }
            fault.headers().forEach(exchange.getResponseHeaders()::add);
            send(exchange, fault.status(), error("Stubbed"));
            return;
        }
        Reply reply = handle(exchange, method, body);
        limits.forEach(exchange.getResponseHeaders()::add);
        send(exchange, reply.status(), reply.body());
    }

    private void awaitRelease() {
        try {
            released.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private record Reply(int status, JsonNode body) {}

    private Reply handle(HttpExchange exchange, String method, byte[] body) throws IOException {
        String path = exchange.getRequestURI().getPath();
        if (!accepting || !authorized(exchange, path)) {
            return new Reply(401, error("Client must be authenticated to access this resource."));
        }
        if (path.matches("/rest/api/[23]/myself")) {
            return new Reply(
                    200,
                    JSON.createObjectNode()
                            .put(path.contains("/3/") ? "accountId" : "key", ACCOUNT)
                            .put("displayName", "Robot"));
        }
        Matcher comments = COMMENTS.matcher(path);
        Matcher issue = ISSUE.matcher(path);
        boolean ofComments = comments.matches();
        if (!ofComments && !issue.matches()) {
            return new Reply(404, error("Not found"));
        }
        synchronized (this) {
            String key = ofComments ? comments.group(2) : issue.group(2);
            if (!issues.containsKey(key)) {
                return new Reply(404, error("Issue does not exist or you do not have permission to see it."));
            }
            if (!ofComments) {
                fields.put(key, (ObjectNode) JSON.readTree(body));
                return new Reply(204, null);
            }
            return method.equals("GET")
                    ? list(key)
                    : write(key, comments.group(1), comments.group(3), (ObjectNode) JSON.readTree(body));
        }
    }

    private static boolean authorized(HttpExchange exchange, String path) {
        String given = exchange.getRequestHeaders().getFirst("Authorization");
        String pair = Base64.getEncoder().encodeToString((USER + ":" + TOKEN).getBytes(StandardCharsets.UTF_8));
        return path.contains("/rest/api/3/") ? ("Basic " + pair).equals(given) : ("Bearer " + TOKEN).equals(given);
    }

    private Reply list(String key) {
        ObjectNode page = JSON.createObjectNode();
        ArrayNode comments = page.putArray("comments");
        List<ObjectNode> all = issues.get(key);
        for (int i = all.size() - 1; i >= 0; i--) {
            comments.add(all.get(i));
        }
        return new Reply(200, page);
    }

    private Reply write(String key, String version, String id, ObjectNode comment) {
        JsonNode body = comment.path("body");
        List<String> wrong = version.equals("3")
                ? AdfSchema.complaints(body)
                : body.isTextual() ? List.of() : List.of("v2 takes text");
        complaints.addAll(wrong);
        if (!wrong.isEmpty()
                || (body.isTextual()
                                ? body.textValue().length()
                                : body.toString().length())
                        > 32_767) {
            return new Reply(400, error("Comment body is not valid!"));
        }
        List<ObjectNode> all = issues.get(key);
        ObjectNode stored = comment.deepCopy();
        stored.putObject("author").put(version.equals("3") ? "accountId" : "key", ACCOUNT);
        if (id == null) {
            lastId++;
            all.add(stored.put("id", Long.toString(lastId)));
            return new Reply(201, stored);
        }
        for (int i = 0; i < all.size(); i++) {
            if (all.get(i).path("id").asText().equals(id)) {
                all.set(i, stored.put("id", id));
                return new Reply(200, stored);
            }
        }
        return new Reply(404, error("Can not find a comment for the id: " + id + "."));
    }

    private static ObjectNode error(String message) {
        ObjectNode error = JSON.createObjectNode();
        error.putArray("errorMessages").add(message);
        return error;
    }

    private static void send(HttpExchange exchange, int status, JsonNode body) throws IOException {
        byte[] bytes = body == null ? new byte[0] : body.toString().getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().add("Content-Type", "application/json");
        exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }
}
