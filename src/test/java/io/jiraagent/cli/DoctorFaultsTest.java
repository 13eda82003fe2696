package io.jiraagent.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.jiraagent.config.Settings;
import io.jiraagent.doctor.CertificateCheck;
import io.jiraagent.doctor.DatabaseCheck;
import io.jiraagent.doctor.LagCheck;
import io.jiraagent.doctor.Observation;
import io.jiraagent.doctor.Verdict;
import io.jiraagent.embedded.EmbeddedKafkaBroker;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.postgresql.ds.PGSimpleDataSource;

/** Faults around a program that need a server or a file of their own. */
class DoctorFaultsTest {
    @TempDir
    private Path folder;

    @Test
    void aCertificateThatHasEndedIsAProblemAndOneThatEndsSoonAWarning() throws IOException, InterruptedException {
        SelfSignedCertificate.PemFiles files = SelfSignedCertificate.make(List.of("localhost"), 30, folder);
        Optional<Settings.Tls> tls = Optional.of(new Settings.Tls(files.certificate(), files.key()));

        assertThat(inDays(tls, 0).verdict()).isEqualTo(Verdict.OK);
        assertThat(inDays(tls, 20).verdict()).isEqualTo(Verdict.WARNING);
        assertThat(inDays(tls, 31).verdict()).isEqualTo(Verdict.PROBLEM);
        assertThat(inDays(tls, 31).found()).contains("ended on", "senders refuse it");
    }

    private static Observation inDays(Optional<Settings.Tls> tls, int days) {
        Clock then = Clock.offset(Clock.systemUTC(), Duration.ofDays(days));
        return new CertificateCheck(tls, then).look().get(0);
    }

    @Test
    void aTenantsTopicThatNobodyTakesFromIsNamedWithWhatWaitsInIt() throws ExecutionException, InterruptedException {
        try (EmbeddedKafkaBroker kafka = EmbeddedKafkaBroker.start(folder.resolve("kafka"))) {
            Map<String, Object> to = Map.of("bootstrap.servers", kafka.bootstrapServers());
            try (Admin admin = Admin.create(to)) {
                admin.createTopics(Set.of(new NewTopic("agent-executions.acme", 1, (short) 1)))
                        .all()
                        .get();
            }
            try (KafkaProducer<byte[], byte[]> producer =
                    new KafkaProducer<>(to, new ByteArraySerializer(), new ByteArraySerializer())) {
                producer.send(new ProducerRecord<>("agent-executions.acme", new byte[] {1}))
                        .get();
            }

            assertThat(new LagCheck(kafka.bootstrapServers()).look())
                    .singleElement()
                    .satisfies(seen -> {
                        assertThat(seen.verdict()).isEqualTo(Verdict.PROBLEM);
                        assertThat(seen.found())
                                .contains(
                                        "no worker takes from agent-executions.acme",
                                        "jira-agent-workers.acme",
                                        "1 accepted");
                    });
        }
    }

    @Test
    void aPostgresThatIsTooOldIsToldWithTheOldestThatWillDo() throws IOException {
        try (ServerSocket old = new ServerSocket(0, 10, InetAddress.getLoopbackAddress())) {
            Thread server = new Thread(() -> serve(old, "13.14"), "old-postgres");
            server.setDaemon(true);
            server.start();
            PGSimpleDataSource dataSource = new PGSimpleDataSource();
            dataSource.setUrl(
                    "jdbc:postgresql://127.0.0.1:" + old.getLocalPort() + "/x?sslmode=disable&gssEncMode=disable");
            dataSource.setUser("x");

            Observation seen =
                    new DatabaseCheck(Optional.of(dataSource), false).look().get(0);

            assertThat(seen.verdict()).isEqualTo(Verdict.PROBLEM);
            assertThat(seen.found()).contains("PostgreSQL 13.14 is too old");
            assertThat(seen.fix()).contains("PostgreSQL 14 or newer");
        }
    }

    /** As much of PostgreSQL's protocol as a client needs to learn the version. */
    private static void serve(ServerSocket server, String version) {
        try (Socket client = server.accept()) {
            DataInputStream in = new DataInputStream(client.getInputStream());
            DataOutputStream out = new DataOutputStream(client.getOutputStream());
            in.skipNBytes(in.readInt() - 4L);
            message(out, 'R', new byte[] {0, 0, 0, 0});
            for (Map.Entry<String, String> parameter : Map.of(
                            "server_version", version,
                            "client_encoding", "UTF8",
                            "DateStyle", "ISO, MDY",
                            "integer_datetimes", "on",
                            "standard_conforming_strings", "on")
                    .entrySet()) {
                message(
                        out,
                        'S',
                        (parameter.getKey() + "\0" + parameter.getValue() + "\0").getBytes(StandardCharsets.UTF_8));
            }
            message(out, 'Z', new byte[] {'I'});
            for (int type = in.read(); type >= 0 && type != 'X'; type = in.read()) {
                in.skipNBytes(in.readInt() - 4L);
                switch (type) {
                    case 'P' -> message(out, '1', new byte[0]);
                    case 'B' -> message(out, '2', new byte[0]);
                    case 'D' -> message(out, 'n', new byte[0]);
                    case 'E' -> message(out, 'C', "SET\0".getBytes(StandardCharsets.UTF_8));
                    case 'Q' -> {
                        message(out, 'C', "SET\0".getBytes(StandardCharsets.UTF_8));
                        message(out, 'Z', new byte[] {'I'});
                    }
                    case 'S' -> message(out, 'Z', new byte[] {'I'});
                    default -> {}
                }
            }
        } catch (IOException e) {
            // The test is over, or has failed by itself.
            return;
        }
    }

    private static void message(DataOutputStream out, char type, byte[] body) throws IOException {
        out.write(type);
        out.writeInt(body.length + 4);
        out.write(body);
        out.flush();
    }
}
