package io.jiraagent.doctor;

import io.jiraagent.webhook.IntakeTopics;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Whether Kafka answers and has the topics. */
public final class KafkaCheck implements Check {
    private static final int PATIENCE_MS = 3000;
    private static final String START = "Start the program, which makes them: ./jira-agent run";

    private final Optional<String> brokers;

    /** @param brokers {@code host:port} list; empty: not known */
    public KafkaCheck(Optional<String> brokers) {
        this.brokers = brokers;
    }

    @Override
    public String name() {
        return "kafka";
    }

    @Override
    public List<Observation> look() {
        return brokers.map(this::look)
                .orElseGet(() -> List.of(Observation.problem(
                        "the address of Kafka is not known",
                        "Set KAFKA_BROKERS, or start the program with embedded servers: ./jira-agent run")));
    }

    private List<Observation> look(String addresses) {
        List<String> away = new ArrayList<>();
        List<String> listed = List.of(addresses.split("\\s*,\\s*", -1));
        listed.forEach(address ->
                refusal(address).map(why -> address + " (" + why + ")").ifPresent(away::add));
        if (away.size() == listed.size()) {
            return List.of(Observation.problem(
                    "no broker can be reached: " + String.join(", ", away),
                    "Look at the brokers and at KAFKA_BROKERS; embedded: ./jira-agent run"));
        }
        List<Observation> seen = new ArrayList<>();
        if (!away.isEmpty()) {
            seen.add(Observation.warning("cannot be reached: " + String.join(", ", away), "Look at these brokers"));
        }
        try (KafkaCluster cluster = new KafkaCluster(addresses)) {
            seen.add(topics(cluster));
        } catch (IllegalStateException e) {
            seen.add(
                    Observation.problem(
                            "a connection is taken, and no answer comes: " + Failures.innermost(e),
                            "See whether the brokers' advertised.listeners can be reached from here, and the security protocol"));
        }
        return seen;
    }

    private static Observation topics(KafkaCluster cluster) {
        int nodes = cluster.nodes();
        Set<String> there = cluster.topics();
        List<String> missing = List.of(IntakeTopics.SHARED, IntakeTopics.DEAD_LETTER).stream()
                .filter(topic -> !there.contains(topic))
                .toList();
        return missing.isEmpty()
                ? Observation.ok(nodes + " brokers, the topics are there")
                : Observation.problem("topics are missing: " + String.join(", ", missing), START);
    }

    /** Why no connection can be made; asked before the client, which would go on trying and complain into the log. */
    private static Optional<String> refusal(String address) {
        int colon = address.lastIndexOf(':');
        if (colon < 0 || !address.substring(colon + 1).matches("[0-9]{1,5}")) {
            return Optional.of("not host:port");
        }
        try (Socket socket = new Socket()) {
            socket.connect(
                    new InetSocketAddress(address.substring(0, colon), Integer.parseInt(address.substring(colon + 1))),
                    PATIENCE_MS);
            return Optional.empty();
        } catch (IOException | IllegalArgumentException e) {
            return Optional.of(Failures.innermost(e));
        }
    }
}
