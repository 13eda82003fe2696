package io.jiraagent.testing;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;

/** An SMTP server that offers STARTTLS, signing in and nothing else, and keeps what it is told. One client at a time. */
public final class StartTlsServer implements AutoCloseable {
    private final ServerSocket server;
    private final SSLContext tls;
    private final List<String> clear = new CopyOnWriteArrayList<>();
    private final List<String> encrypted = new CopyOnWriteArrayList<>();

    /** @param tls has the server's certificate */
    public StartTlsServer(SSLContext tls) {
        this.tls = tls;
        try {
            server = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Thread thread = new Thread(this::serve, "starttls-server");
        thread.setDaemon(true);
        thread.start();
    }

    public int port() {
        return server.getLocalPort();
    }

    /** Lines that anybody on the way could have read. */
    public List<String> clear() {
        return List.copyOf(clear);
    }

    public List<String> encrypted() {
        return List.copyOf(encrypted);
    }

    private void serve() {
        while (!server.isClosed()) {
            try (Socket socket = server.accept()) {
                answer(socket, "220 here");
                if (talk(socket, clear)) {
                    SSLSocket secure = (SSLSocket) tls.getSocketFactory().createSocket(socket, null, false);
                    secure.setUseClientMode(false);
                    talk(secure, encrypted);
                }
            } catch (IOException e) {
                // The client has hung up, or this is closed.
            }
        }
    }

    /** True when TLS is to begin. */
    private static boolean talk(Socket socket, List<String> lines) throws IOException {
        // Unbuffered up to the end of a line, since what follows may be TLS; clients wait for each answer.
        BufferedReader in =
                new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.ISO_8859_1), 1);
        boolean data = false;
        for (String line = in.readLine(); line != null; line = in.readLine()) {
            lines.add(line);
            String word = line.split(" ", 2)[0].toUpperCase(Locale.ROOT);
            if (data) {
                if (line.equals(".")) {
                    data = false;
                    answer(socket, "250 taken");
                }
            } else if (word.equals("STARTTLS")) {
                answer(socket, "220 begin");
                return true;
            } else if (word.equals("EHLO")) {
                answer(socket, "250-here\r\n" + (socket instanceof SSLSocket ? "250 AUTH PLAIN" : "250 STARTTLS"));
            } else if (word.equals("DATA")) {
                data = true;
                answer(socket, "354 go on");
            } else {
                answer(socket, word.equals("AUTH") ? "235 welcome" : "250 yes");
            }
        }
        return false;
    }

    private static void answer(Socket socket, String line) throws IOException {
        socket.getOutputStream().write((line + "\r\n").getBytes(StandardCharsets.ISO_8859_1));
    }

    @Override
    public void close() {
        try {
            server.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
