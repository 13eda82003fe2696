package io.jiraagent.agent.enhancer;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.jiraagent.agent.AgentTask;
import io.jiraagent.ticket.Ticket;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * A ticket of {@code src/test/resources/tickets}: lines of {@code name: value}, a line of dashes, the description; beside
 * it what has to be found in it.
 */
record Sample(String name, Ticket ticket, JsonNode expected) {
    private static final String DASHES = "\n---\n";

    static Stream<Sample> all() {
        try (Stream<Path> files =
                Files.list(Path.of(Sample.class.getResource("/tickets").toURI()))) {
            return files.filter(file -> file.toString().endsWith(".md")).sorted().map(Sample::read).toList().stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    static Ticket ticket(String type, String summary, String description) {
        return new Ticket("TEST-1", summary, description, null, type, "Open", null, List.of(), null, null);
    }

    static AgentTask task(Ticket ticket) {
        UUID id = new UUID(1, 1);
        return new AgentTask(id, id, id, 1, "jira:issue_created", ticket, null);
    }

    Sample withDescription(String description) {
        Ticket with = new Ticket(
                ticket.key(),
                ticket.summary(),
                description,
                ticket.priority(),
                ticket.type(),
                ticket.status(),
                ticket.reporter(),
                ticket.labels(),
                ticket.created(),
                ticket.url());
        return new Sample(name, with, expected);
    }

    @Override
    public String toString() {
        return name;
    }

    private static Sample read(Path file) {
        try {
            String text = Files.readString(file);
            int dashes = text.indexOf(DASHES);
            Map<String, String> fields = new HashMap<>();
            text.substring(0, dashes).lines().forEach(line -> {
                int colon = line.indexOf(':');
                fields.put(line.substring(0, colon), line.substring(colon + 1).strip());
            });
            String name = file.getFileName().toString().replace(".md", "");
            JsonNode expected = new ObjectMapper()
                    .readTree(file.resolveSibling(name + ".expected.json").toFile());
            Ticket ticket = new Ticket(
                    "TEST-1",
                    fields.get("summary"),
                    text.substring(dashes + DASHES.length()),
                    fields.get("priority"),
                    fields.get("type"),
                    "Open",
                    "Ann Author",
                    List.of(),
                    null,
                    null);
            return new Sample(name, ticket, expected);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
