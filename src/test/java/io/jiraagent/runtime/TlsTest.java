package io.jiraagent.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.jiraagent.cli.TestCommands;
import io.jiraagent.secret.Hashes;
import io.jiraagent.testing.TestRelay;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** HTTPS of the server port, over real sockets; the relay has the same server as the program and starts sooner. */
class TlsTest {
    private static final Duration SOON = Duration.ofSeconds(20);
    private static final String REQUEST =
            "POST /jira/automation/x HTTP/1.1\r\nHost: localhost\r\nContent-Length: 2\r\n\r\n{}";

    @TempDir
    private Path folder;

    private Path certificate;
    private Path key;
    private TestRelay relay;

    @BeforeEach
    void serve() {
        TestCommands.succeed(
                "tls", "self-signed", "--host", "localhost", "--host", "127.0.0.1", "--out", folder.toString());
        certificate = folder.resolve("certificate.pem");
        key = folder.resolve("key.pem");
        relay = start();
    }

    private TestRelay start() {
        return new TestRelay(
                folder,
                UUID.randomUUID(),
                URI.create("http://127.0.0.1:1/"),
                "standard",
                Hashes.randomSecret(),
                Map.of("TLS_CERTIFICATE", certificate.toString(), "TLS_KEY", key.toString()));
    }

    @AfterEach
    void stop() {
        relay.close();
    }

    private Certificate onDisk() throws IOException, GeneralSecurityException {
        try (InputStream in = Files.newInputStream(certificate)) {
            return CertificateFactory.getInstance("X.509").generateCertificate(in);
        }
    }

    /** Trusts what is on the disk now, and nothing else. */
    private SSLSocket connect(String... protocols) throws IOException, GeneralSecurityException {
        return connect(List.of(onDisk()), protocols);
    }

    private SSLSocket connect(List<Certificate> certificates, String... protocols)
            throws IOException, GeneralSecurityException {
        KeyStore trusted = KeyStore.getInstance("PKCS12");
        trusted.load(null, null);
        for (Certificate one : certificates) {
            trusted.setCertificateEntry("server" + certificates.indexOf(one), one);
        }
        TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(trusted);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, trust.getTrustManagers(), null);
        SSLSocket socket = (SSLSocket) context.getSocketFactory()
                .createSocket("127.0.0.1", relay.settings().server().port());
        socket.setSoTimeout(10_000);
        if (protocols.length > 0) {
            socket.setEnabledProtocols(protocols);
        }
        socket.startHandshake();
        return socket;
    }

    private static String ask(SSLSocket socket) throws IOException {
        socket.getOutputStream().write(REQUEST.getBytes(StandardCharsets.US_ASCII));
        byte[] buffer = new byte[4096];
        int read = socket.getInputStream().read(buffer);
        return new String(buffer, 0, Math.max(read, 0), StandardCharsets.US_ASCII);
    }

    private void renew() {
        TestCommands.succeed(
                "tls", "self-signed", "--host", "localhost", "--host", "127.0.0.1", "--out", folder.toString());
    }

    private String management(String path) {
        return TestRelay.send(HttpRequest.newBuilder(relay.management(path)).build())
                .body();
    }

    @Test
    void answersOverHttpsAndTellsBrowsersToStayThere() throws IOException, GeneralSecurityException {
        try (SSLSocket socket = connect()) {
            assertThat(ask(socket))
                    .startsWith("HTTP/1.1 401")
                    .containsIgnoringCase("strict-transport-security: max-age=31536000");
        }
        assertThat(relay.settings().server().publicUrl()).startsWith("https://localhost:");
    }

    @Test
    void theKeyIsForItsOwnerOnly() throws IOException {
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(key)))
                .isEqualTo("rw-------");
    }

    @Test
    void speaksModernProtocolsOnly() throws IOException, GeneralSecurityException {
        for (String protocol : new String[] {"TLSv1.2", "TLSv1.3"}) {
            try (SSLSocket socket = connect(protocol)) {
                assertThat(socket.getSession().getProtocol()).isEqualTo(protocol);
            }
        }
        assertThatThrownBy(() -> connect("TLSv1.1")).isInstanceOf(SSLException.class);
    }

    @Test
    void takesARenewedCertificateOverAndLetsOpenConnectionsBe() throws IOException, GeneralSecurityException {
        try (SSLSocket before = connect()) {
            Certificate old = before.getSession().getPeerCertificates()[0];
            assertThat(ask(before)).startsWith("HTTP/1.1 401");

            renew();

            await().atMost(SOON).ignoreExceptions().untilAsserted(() -> {
                try (SSLSocket after = connect()) {
                    assertThat(after.getSession().getPeerCertificates()[0])
                            .isEqualTo(onDisk())
                            .isNotEqualTo(old);
                }
            });
            assertThat(ask(before)).startsWith("HTTP/1.1 401");
        }
    }

    @Test
    void noConnectionFailsWhileTheCertificateIsRenewed() throws Exception {
        byte[][] pair = {Files.readAllBytes(certificate), Files.readAllBytes(key)};
        List<Certificate> both = new ArrayList<>(List.of(onDisk()));
        renew();
        byte[][] other = {Files.readAllBytes(certificate), Files.readAllBytes(key)};
        both.add(onDisk());
        AtomicBoolean over = new AtomicBoolean();
        Set<Certificate> seen = ConcurrentHashMap.newKeySet();
        ExecutorService client = Executors.newSingleThreadExecutor();
        Future<?> connecting = client.submit(() -> {
            while (!over.get()) {
                try (SSLSocket socket = connect(both)) {
                    assertThat(ask(socket)).startsWith("HTTP/1.1 401");
                    seen.add(socket.getSession().getPeerCertificates()[0]);
                }
            }
            return null;
        });
        try {
            for (byte[][] next : List.of(pair, other, pair, other)) {
                Files.write(certificate, next[0]);
                Files.write(key, next[1]);
                seen.clear();
                await().atMost(SOON).until(() -> connecting.isDone() || seen.contains(onDisk()));
            }
        } finally {
            over.set(true);
            client.shutdown();
        }
        connecting.get(SOON.toSeconds(), TimeUnit.SECONDS);
    }

    @Test
    void keepsThePairItHasWhileTheFilesDoNotFitAndSaysSo() throws IOException, GeneralSecurityException {
        byte[] oldKey = Files.readAllBytes(key);
        byte[] oldCertificate = Files.readAllBytes(certificate);
        renew();
        byte[] newKey = Files.readAllBytes(key);
        byte[] newCertificate = Files.readAllBytes(certificate);
        Files.write(key, oldKey);

        await().atMost(SOON).untilAsserted(() -> assertThat(management("/observe/health/ready"))
                .contains("the key is not that of the certificate"));
        Files.write(certificate, oldCertificate);
        connect().close();

        Files.write(certificate, newCertificate);
        Files.write(key, newKey);
        await().atMost(SOON).ignoreExceptions().untilAsserted(() -> connect().close());
        await().atMost(SOON).untilAsserted(() -> assertThat(management("/observe/health/ready"))
                .doesNotContain("cannot be used"));
    }

    @Test
    void saysHowLongTheCertificateHolds() {
        assertThat(management("/observe/metrics"))
                .containsPattern("jira_agent_tls_certificate_expires_seconds 7[67]\\d{5}");
        assertThat(management("/observe/health/ready")).contains("Valid until ");
    }

    @Test
    void doesNotStartWithFilesThatCannotBeUsed() throws IOException {
        relay.close();
        Files.writeString(certificate, "nonsense");

        assertThatThrownBy(this::start).hasStackTraceContaining("tls.certificate and tls.key cannot be used");
    }
}
