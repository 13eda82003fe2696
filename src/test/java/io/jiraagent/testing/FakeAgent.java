package io.jiraagent.testing;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** An agent on a raw socket, so that it can misbehave in every way. */
public final class FakeAgent implements AutoCloseable {
    private final ServerSocket server;
    private final Reply reply;
    private final List<Request> requests = new CopyOnWriteArrayList<>();
    private final List<Socket> open = new CopyOnWriteArrayList<>();
    private final ExecutorService threads = Executors.newCachedThreadPool();

    /** As received; the names of headers in lower case. */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    public record Request(String line, Map<String, String> headers, byte[] body) {}

    /** What to do with a request; when it returns, the connection serves the next one unless it was closed. */
    @FunctionalInterface
    public interface Reply {
        void to(Request request, Socket connection) throws IOException;

        /** @param headers lines */
        static Reply of(int status, String body, String... headers) {
            return of(status, body.getBytes(StandardCharsets.UTF_8), headers);
        }

        static Reply of(int status, byte[] body, String... headers) {
            StringBuilder head = new StringBuilder("HTTP/1.1 " + status + " Any\r\nContent-Length: " + body.length);
            for (String header : headers) {
                head.append("\r\n").append(header);
            }
            byte[] headBytes = head.append("\r\n\r\n").toString().getBytes(StandardCharsets.ISO_8859_1);
            return (request, connection) -> {
                OutputStream out = connection.getOutputStream();
                out.write(headBytes);
                out.write(body);
            };
        }

        /** These bytes, and then the end of the connection. */
        static Reply raw(String bytes) {
            return (request, connection) -> {
                connection.getOutputStream().write(bytes.getBytes(StandardCharsets.ISO_8859_1));
                connection.close();
            };
        }

        /** An answer that does not say that the connection ends with it. */
        static Reply andCloses(Reply reply) {
            return (request, connection) -> {
                reply.to(request, connection);
                connection.close();
            };
        }

        /** The head, and then {@code chunk} until the other side is gone. */
        static Reply endless(String head, byte[] chunk) {
            return (request, connection) -> {
                OutputStream out = connection.getOutputStream();
                out.write(head.getBytes(StandardCharsets.ISO_8859_1));
                while (!connection.isClosed()) {
                    out.write(chunk);
                    out.flush();
                }
            };
        }

        /** The head, and then {@code chunk} twenty times a second until the other side is gone. */
        static Reply dripping(String head, byte[] chunk) {
            return (request, connection) -> {
                OutputStream out = connection.getOutputStream();
                out.write(head.getBytes(StandardCharsets.ISO_8859_1));
                connection.setSoTimeout(50);
                while (!connection.isClosed()) {
                    out.write(chunk);
                    try {
                        if (connection.getInputStream().read() == -1) {
                            connection.close();
                        }
                    } catch (SocketTimeoutException e) {
                        // still there
                    }
                }
            };
        }

        /** Nothing, until the other side is gone. */
        static Reply never() {
            return (request, connection) -> {
                if (connection.getInputStream().read() == -1) {
                    connection.close();
                }
            };
        }

        /** TCP reset. */
        static Reply reset() {
            return (request, connection) -> {
                connection.setSoLinger(true, 0);
                connection.close();
            };
        }
    }

    public FakeAgent(Reply reply) {
        this.reply = reply;
        try {
            server = new ServerSocket(0, 100, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        threads.execute(this::accept);
    }

    public String url(String pathAndQuery) {
        return "http://127.0.0.1:" + server.getLocalPort() + pathAndQuery;
    }

    public List<Request> requests() {
        return List.copyOf(requests);
    }

    @Override
    public void close() {
        threads.shutdownNow();
        closeQuietly(server);
        open.forEach(FakeAgent::closeQuietly);
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                Socket connection = server.accept();
                open.add(connection);
                threads.execute(() -> serve(connection));
            } catch (IOException e) {
                return;
            }
        }
    }

    private void serve(Socket connection) {
        try (connection) {
            InputStream in = connection.getInputStream();
            while (!connection.isClosed()) {
                Request request = read(in);
                if (request == null) {
                    return;
                }
                requests.add(request);
                reply.to(request, connection);
            }
        } catch (IOException e) {
            // The other side is gone.
        }
    }

    private static Request read(InputStream in) throws IOException {
        String line = line(in);
        if (line.isEmpty()) {
            return null;
        }
        Map<String, String> headers = new TreeMap<>();
        for (String header = line(in); !header.isEmpty(); header = line(in)) {
            String[] parts = header.split(": ", 2);
            headers.merge(parts[0].toLowerCase(java.util.Locale.ROOT), parts[1], (a, b) -> a + " AND " + b);
        }
        return new Request(line, headers, in.readNBytes(Integer.parseInt(headers.getOrDefault("content-length", "0"))));
    }

    private static String line(InputStream in) throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        for (int b = in.read(); b != -1 && b != '\n'; b = in.read()) {
            line.write(b);
        }
        return line.toString(StandardCharsets.ISO_8859_1).stripTrailing();
    }

    private static void closeQuietly(AutoCloseable closeable) {
        try {
            closeable.close();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }
}
