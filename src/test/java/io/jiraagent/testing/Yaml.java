package io.jiraagent.testing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** YAML files as trees; {@code <<} takes over what stands there. */
public final class Yaml {
    private static final ObjectMapper JSON = new ObjectMapper();

    private Yaml() {}

    /** The only document of a file. */
    public static JsonNode read(Path file) {
        return documents(file).get(0);
    }

    /** All documents of a file. */
    public static List<JsonNode> documents(Path file) {
        try {
            List<JsonNode> documents = new ArrayList<>();
            for (Object document : new Load(LoadSettings.builder().build()).loadAllFromString(Files.readString(file))) {
                documents.add(merged(JSON.valueToTree(document)));
            }
            return documents;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static JsonNode merged(JsonNode node) {
        node.forEach(Yaml::merged);
        if (node instanceof ObjectNode object && object.has("<<")) {
            JsonNode base = object.remove("<<");
            base.properties().stream()
                    .filter(entry -> !object.has(entry.getKey()))
                    .forEach(entry -> object.set(entry.getKey(), entry.getValue()));
        }
        return node;
    }
}
