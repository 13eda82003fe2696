import io.jiraagent.embedded.EmbeddedKafkaBroker;
import io.jiraagent.embedded.EmbeddedPostgresServer;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;

/**
 * PostgreSQL and Kafka as the program embeds them, in a process of their own, for receivers and workers that run apart.
 * The intake topic is made before the program sees it, with the partitions that are asked for and, as when embedded,
 * each record synced.
 *
 * <p>Usage: {@code java -cp 'target/classes:target/lib/*' bench/Servers.java <folder> <partitions>}; prints
 * {@code ready <database url> <brokers>} and runs until it is told to stop.
 */
public final class Servers {
    public static void main(String[] arguments) throws Exception {
        Path folder = Path.of(arguments[0]);
        EmbeddedKafkaBroker kafka = EmbeddedKafkaBroker.start(folder.resolve("kafka"));
        EmbeddedPostgresServer postgres = EmbeddedPostgresServer.start(folder.resolve("postgres"));
        CountDownLatch told = new CountDownLatch(1);
        Thread main = Thread.currentThread();
        Runtime.getRuntime().addShutdownHook(new Thread(() -> {
            told.countDown();
            try {
                main.join();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }));
        try (kafka;
                postgres) {
            createIntake(kafka.bootstrapServers(), Integer.parseInt(arguments[1]));
            System.out.println("ready " + postgres.libpqUrl() + " " + kafka.bootstrapServers());
            told.await();
        }
    }

    private static void createIntake(String brokers, int partitions) throws Exception {
        NewTopic intake = new NewTopic("agent-executions", Optional.of(partitions), Optional.empty())
                .configs(Map.of(
                        "max.message.bytes", "25165824",
                        "message.timestamp.type", "LogAppendTime",
                        "flush.messages", "1"));
        try (Admin admin = Admin.create(Map.<String, Object>of("bootstrap.servers", brokers))) {
            admin.createTopics(List.of(intake)).all().get(60, TimeUnit.SECONDS);
        }
    }
}
