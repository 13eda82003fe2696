package io.jiraagent.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import io.jiraagent.config.MailSettings;
import io.jiraagent.config.MailSettings.Encryption;
import io.jiraagent.testing.RunningProgram;
import io.jiraagent.testing.StartTlsServer;
import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.Transport;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How alerts are sent over TLS, to real servers whose certificate is for {@code localhost}. */
class AlertMailTlsTest {
    private static final String KEYSTORE_PASSWORD = "changeit";
    private static final String PASSWORD = "smtp-secret";

    @TempDir
    private static Path folder;

    private static SSLContext ofServer;
    private static SSLContext thatTrustsIt;
    private static GreenMail mail;

    @BeforeAll
    static void serve() throws GeneralSecurityException, IOException, InterruptedException {
        Path store = folder.resolve("server.p12");
        Process keytool = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "keytool")
                                .toString(),
                        "-genkeypair",
                        "-alias",
                        "server",
                        "-keyalg",
                        "EC",
                        "-dname",
                        "CN=localhost",
                        "-ext",
                        "san=dns:localhost",
                        "-keystore",
                        store.toString(),
                        "-storepass",
                        KEYSTORE_PASSWORD)
                .inheritIO()
                .start();
        assertThat(keytool.waitFor()).isZero();
        KeyStore keys = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(store)) {
            keys.load(in, KEYSTORE_PASSWORD.toCharArray());
        }
        KeyManagerFactory own = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        own.init(keys, KEYSTORE_PASSWORD.toCharArray());
        ofServer = SSLContext.getInstance("TLS");
        ofServer.init(own.getKeyManagers(), null, null);
        KeyStore certificates = KeyStore.getInstance("PKCS12");
        certificates.load(null, null);
        certificates.setCertificateEntry("server", keys.getCertificate("server"));
        TrustManagerFactory trusted = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trusted.init(certificates);
        thatTrustsIt = SSLContext.getInstance("TLS");
        thatTrustsIt.init(null, trusted.getTrustManagers(), null);
        System.setProperty("greenmail.tls.keystore.file", store.toString());
        System.setProperty("greenmail.tls.keystore.password", KEYSTORE_PASSWORD);
        mail = new GreenMail(new ServerSetup[] {
            new ServerSetup(RunningProgram.freePort(), "127.0.0.1", ServerSetup.PROTOCOL_SMTPS),
            new ServerSetup(RunningProgram.freePort(), "127.0.0.1", ServerSetup.PROTOCOL_SMTP)
        });
        mail.start();
        mail.setUser("agents@example.org", "agents", PASSWORD);
    }

    @AfterAll
    static void stop() {
        mail.stop();
        System.clearProperty("greenmail.tls.keystore.file");
        System.clearProperty("greenmail.tls.keystore.password");
    }

    private static Session session(String host, int port, Encryption encryption, boolean trusting) {
        Session session = AlertBeans.mailSession(new MailSettings(
                List.of("ops@example.org"), "agents@example.org", host, port, encryption, "agents", PASSWORD));
        if (trusting) {
            session.getProperties().put("mail.smtp.ssl.socketFactory", thatTrustsIt.getSocketFactory());
        }
        return session;
    }

    private static void send(Session session, String subject) throws MessagingException {
        MimeMessage message = new MimeMessage(session);
        message.setFrom(new InternetAddress("agents@example.org"));
        message.setRecipient(Message.RecipientType.TO, new InternetAddress("ops@example.org"));
        message.setSubject(subject);
        message.setText("x");
        Transport.send(message);
    }

    private static int received(String subject) throws MessagingException {
        int received = 0;
        for (MimeMessage message : mail.getReceivedMessages()) {
            received += message.getSubject().equals(subject) ? 1 : 0;
        }
        return received;
    }

    @Test
    void tlsFromTheFirstByteOn() throws MessagingException {
        send(session("localhost", mail.getSmtps().getPort(), Encryption.TLS, true), "tls");

        assertThat(received("tls")).isOne();
    }

    @Test
    void aServerOfAnotherNameOrOfAnUnknownAuthorityGetsNothing() throws MessagingException {
        int port = mail.getSmtps().getPort();

        assertThatThrownBy(() -> send(session("127.0.0.1", port, Encryption.TLS, true), "name"))
                .hasStackTraceContaining("127.0.0.1");
        assertThatThrownBy(() -> send(session("localhost", port, Encryption.TLS, false), "authority"))
                .hasStackTraceContaining("unable to find valid certification path");

        assertThat(received("name") + received("authority")).isZero();
    }

    @Test
    void starttlsTellsNothingBeforeItIsEncrypted() throws MessagingException {
        try (StartTlsServer server = new StartTlsServer(ofServer)) {
            send(session("localhost", server.port(), Encryption.STARTTLS, true), "starttls");

            assertThat(server.encrypted())
                    .contains("MAIL FROM:<agents@example.org>", "Subject: starttls")
                    .anyMatch(line -> line.startsWith("AUTH PLAIN"));
            assertThat(server.clear()).hasSize(2).last().isEqualTo("STARTTLS");

            assertThatThrownBy(() -> send(session("127.0.0.1", server.port(), Encryption.STARTTLS, true), "name"))
                    .isInstanceOf(MessagingException.class);
            assertThat(server.encrypted()).doesNotContain("Subject: name");
        }
    }

    @Test
    void aServerWithoutStarttlsIsNotToldThePasswordNorTheMail() throws MessagingException {
        Session session = session("localhost", mail.getSmtp().getPort(), Encryption.STARTTLS, true);

        assertThatThrownBy(() -> send(session, "clear")).hasMessageContaining("STARTTLS is required");

        assertThat(received("clear")).isZero();
    }
}
