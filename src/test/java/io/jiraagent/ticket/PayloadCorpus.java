package io.jiraagent.ticket;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The bodies in {@code src/test/resources/payloads}, each with what is expected of it in a file beside it. */
final class PayloadCorpus {
    private static final String EXPECTED = ".expected.json";
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private PayloadCorpus() {}

    record Sample(String name, Path file, JsonNode expected) {
        byte[] body() {
            try {
                return Files.readAllBytes(file);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        boolean isMalformed() {
            return expected.has("malformed");
        }

        @Override
        public String toString() {
            return name;
        }
    }

    static List<Sample> all() throws IOException, URISyntaxException {
        Path directory = Path.of(PayloadCorpus.class.getResource("/payloads").toURI());
        try (Stream<Path> files = Files.list(directory)) {
            return files.filter(file ->
                            !name(file).endsWith(EXPECTED) && !name(file).startsWith("."))
                    .sorted()
                    .map(PayloadCorpus::sample)
                    .toList();
        }
    }

    private static Sample sample(Path body) {
        String name = name(body).replaceFirst("\\.[a-z]+$", "");
        try {
            JsonNode expected =
                    MAPPER.readTree(body.resolveSibling(name + EXPECTED).toFile());
            return new Sample(name, body, expected);
        } catch (IOException e) {
            throw new UncheckedIOException("payloads/" + name, e);
        }
    }

    private static String name(Path file) {
        return file.getFileName().toString();
    }
}
