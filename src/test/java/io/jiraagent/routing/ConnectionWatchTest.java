package io.jiraagent.routing;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.handler.BodyHandler;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Senders that take their time. */
class ConnectionWatchTest {
    private static final Duration PATIENCE = Duration.ofMillis(300);
    private static final String GOOD = "POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 2\r\n\r\n{}";

    private final Vertx vertx = Vertx.vertx();
    private HttpServer server;

    @BeforeEach
    void listen() {
        ConnectionWatch watch = new ConnectionWatch(vertx, PATIENCE);
        Router router = Router.router(vertx);
        router.route().handler(watch::begun);
        router.route().handler(BodyHandler.create(false));
        router.route().handler(ctx -> ctx.response().end("fine"));
        server = vertx.createHttpServer(new HttpServerOptions().setHttp2ClearTextEnabled(false))
                .connectionHandler(watch::opened)
                .requestHandler(router)
                .listen(0, "127.0.0.1")
                .toCompletionStage()
                .toCompletableFuture()
                .join();
    }

    @AfterEach
    void close() {
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    private Socket connect() throws IOException {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.actualPort());
        socket.setSoTimeout(60_000);
        return socket;
    }

    /** Everything until the server ends the connection. */
    private static String read(Socket socket) throws IOException {
        try {
            return new String(socket.getInputStream().readAllBytes(), ISO_8859_1);
        } catch (SocketException e) {
            return "reset";
        }
    }

    /** Until nobody listens. */
    private static CompletableFuture<Void> keepSending(Socket socket, String bytes) {
        return CompletableFuture.runAsync(() -> {
            try {
                while (!socket.isClosed()) {
                    socket.getOutputStream().write(bytes.getBytes(ISO_8859_1));
                }
            } catch (IOException e) {
                // ended by the server
            }
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "POST / HT", "POST / HTTP/1.1\r\nHost: x\r\nX-A: "})
    void aRequestThatDoesNotBeginIsNotWaitedFor(String begin) throws IOException {
        try (Socket socket = connect()) {
            socket.getOutputStream().write(begin.getBytes(ISO_8859_1));
            assertThat(read(socket)).isIn("", "reset");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 1000\r\n\r\n{",
                "POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n1\r\n{\r\n"
            })
    void aBodyThatDoesNotEndIsAnswered408(String begin) throws IOException {
        try (Socket socket = connect()) {
            socket.getOutputStream().write(begin.getBytes(ISO_8859_1));
            assertThat(read(socket))
                    .startsWith("HTTP/1.1 408 ")
                    .contains("application/problem+json", "Request not received in time");
        }
    }

    @Test
    void aChunkedBodyThatKeepsComingEndsToo() throws IOException {
        try (Socket socket = connect()) {
            socket.getOutputStream()
                    .write("POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n".getBytes(ISO_8859_1));
            CompletableFuture<Void> sender = keepSending(socket, "1\r\n{\r\n");
            read(socket);
            sender.join();
        }
    }

    @Test
    void aConnectionIsUsedAgainAndGoodSendersAreServedBesideManyIdleOnes() throws IOException {
        List<Socket> idle = new ArrayList<>();
        for (int i = 0; i < 500; i++) {
            idle.add(connect());
        }
        try (Socket good = connect()) {
            for (int i = 0; i < 3; i++) {
                good.getOutputStream().write(GOOD.getBytes(ISO_8859_1));
                String head = new String(good.getInputStream().readNBytes("HTTP/1.1 200 OK".length()), ISO_8859_1);
                assertThat(head).isEqualTo("HTTP/1.1 200 OK");
                good.getInputStream().readNBytes("\r\ncontent-length: 4\r\n\r\nfine".length());
            }
        }
        for (Socket socket : idle) {
            assertThat(read(socket)).isIn("", "reset");
            socket.close();
        }
    }
}
