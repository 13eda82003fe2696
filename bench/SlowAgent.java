import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * An agent that takes its time: answers every task with an empty object after the given milliseconds. GET /most tells
 * how many tasks it has had at the same time.
 */
public final class SlowAgent {
    private static final int BACKLOG = 4096;

    private final long millis;
    private final AtomicInteger running = new AtomicInteger();
    private final AtomicInteger most = new AtomicInteger();

    private SlowAgent(long millis) {
        this.millis = millis;
    }

    public static void main(String[] arguments) throws Exception {
        int port = Integer.parseInt(arguments[0]);
        SlowAgent agent = new SlowAgent(Long.parseLong(arguments[1]));
        HttpServer server = HttpServer.create(new InetSocketAddress("127.0.0.1", port), BACKLOG);
        server.setExecutor(Executors.newCachedThreadPool());
        server.createContext("/", agent::work);
        server.createContext("/most", exchange -> answer(exchange, agent.most.toString()));
        server.start();
        System.out.println("ready");
    }

    private void work(HttpExchange exchange) throws IOException {
        exchange.getRequestBody().readAllBytes();
        most.accumulateAndGet(running.incrementAndGet(), Math::max);
        try {
            Thread.sleep(millis);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            running.decrementAndGet();
        }
        answer(exchange, "{}");
    }

    private static void answer(HttpExchange exchange, String text) throws IOException {
        byte[] answer = text.getBytes();
        exchange.sendResponseHeaders(200, answer.length);
        exchange.getResponseBody().write(answer);
        exchange.close();
    }
}
