package io.jiraagent.faults;

import io.jiraagent.embedded.EmbeddedKafkaBroker;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;

/** A Kafka broker alone in its JVM: arguments are its data folder and port. SIGTERM stops it in order. */
final class KafkaServerMain {
    private KafkaServerMain() {}

    public static void main(String[] arguments) throws InterruptedException {
        EmbeddedKafkaBroker broker = EmbeddedKafkaBroker.start(Path.of(arguments[0]), Integer.parseInt(arguments[1]));
        Runtime.getRuntime().addShutdownHook(new Thread(broker::close, "stop-broker"));
        new CountDownLatch(1).await();
    }
}
