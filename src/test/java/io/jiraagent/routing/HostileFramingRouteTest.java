package io.jiraagent.routing;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.jiraagent.testing.RunningProgram;
import io.jiraagent.testing.WebhookClient;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.util.UUID;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Requests on whose end two servers could disagree: what one takes for a body must not be another's next request. */
class HostileFramingRouteTest {
    private final RunningProgram program = RunningProgram.shared();
    private final WebhookClient client = new WebhookClient(program);
    private final String issueKey = "SMUGGLED-" + (UUID.randomUUID().hashCode() & 0xFFFFFF);

    private String exchange(String bytes) throws IOException {
        URI door = URI.create(program.demo("WEBHOOK_URL"));
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), door.getPort())) {
            socket.setSoTimeout(40_000);
            socket.getOutputStream().write(bytes.getBytes(ISO_8859_1));
            return new String(socket.getInputStream().readAllBytes(), ISO_8859_1);
        }
    }

    private String request(String framing, String signed, String sent) {
        return "POST " + URI.create(program.demo("WEBHOOK_URL")).getPath() + " HTTP/1.1\r\nHost: x\r\n" + framing
                + "X-Hub-Signature-256: " + client.sign(signed.getBytes(UTF_8)) + "\r\n\r\n" + sent;
    }

    private String smuggled() {
        String body = WebhookClient.body(issueKey, "x");
        return request("Content-Length: " + body.length() + "\r\n", body, body);
    }

    private void assertNotServed(String answers) {
        assertThat(answers.split("HTTP/1.1 ", -1)).as(answers).hasSize(2);
        assertThat(program.jdbc()
                        .sql("SELECT count(*) FROM agent_test_executions WHERE issue_key = :key")
                        .param("key", issueKey)
                        .query(Long.class)
                        .single())
                .isZero();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Content-Length: %d\r\nTransfer-Encoding: chunked\r\n",
                "Transfer-Encoding: chunked\r\nContent-Length: %d\r\n",
                "Transfer-Encoding: identity, chunked\r\n",
                "Transfer-Encoding: chunked\r\nContent-Encoding: gzip\r\n",
                "Transfer-Encoding: chunked\r\nTransfer-Encoding: identity\r\n",
            })
    void nothingAfterChunksIsTakenForARequest(String framing) throws IOException {
        String sent = "0\r\n\r\n" + smuggled();

        String answers = exchange(request(framing.formatted(sent.length()), "", sent));

        assertNotServed(answers);
        assertThat(answers).containsIgnoringCase("\r\nconnection: close\r\n");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Content-Length: %d\r\nTransfer-Encoding: chunked\r\n",
                "Transfer-Encoding: chunked\r\nContent-Length: %d\r\n",
            })
    void whatStandsInAChunkIsBodyWhateverTheLengthSays(String framing) throws IOException {
        String inner = smuggled();
        String chunk = Integer.toHexString(inner.length()) + "\r\n";

        String answers = exchange(request(framing.formatted(chunk.length()), inner, chunk + inner + "\r\n0\r\n\r\n"));

        assertNotServed(answers);
        assertThat(answers).startsWith("HTTP/1.1 202 ");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Content-Length: 5\r\nContent-Length: %d\r\n",
                "Content-Length: +%d\r\n",
                "Content-Length: -1\r\n",
                "Content-Length: 5, %d\r\n",
                "Content-Length: 0x5\r\n",
                "Transfer-Encoding : chunked\r\nContent-Length: %d\r\n",
            })
    void aLengthThatCanBeReadInTwoWaysIsRefused(String framing) throws IOException {
        String sent = "0\r\n\r\n" + smuggled();

        String answers = exchange(request(framing.formatted(sent.length()), "", sent));

        assertNotServed(answers);
        assertThat(answers).startsWith("HTTP/1.1 400 ");
    }

    @Test
    void aGzipBombIsRefusedUnread() throws IOException {
        byte[] bomb = gzipped(256);
        assertThat(bomb.length).isLessThan(program.settings().webhook().maxBodyBytes());

        WebhookClient.Answer answer = client.post(
                bomb, r -> r.header("Content-Encoding", "gzip").header("X-Hub-Signature-256", client.sign(bomb)));

        assertThat(answer.status()).isEqualTo(415);
    }

    private static byte[] gzipped(int mebibytes) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(bytes)) {
            for (int i = 0; i < mebibytes; i++) {
                out.write(new byte[1024 * 1024]);
            }
        }
        return bytes.toByteArray();
    }
}
