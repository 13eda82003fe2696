package io.jiraagent.relay;

import io.jiraagent.config.ConfigurationException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/** Reads {@code relay.yaml}. Everything that cannot be used is said at start, with where it stands. */
public final class RelayFile {
    private RelayFile() {}

    /**
     * @param environment values of environment variables
     * @return the agents by id, at least one
     * @throws ConfigurationException naming the entry, what it got and what it wants; never shows a key
     */
    public static Map<UUID, RelayAgent> read(Path file, Function<String, Optional<String>> environment) {
        Object root = load(file);
        if (!(root instanceof Map<?, ?> map)
                || !(map.get("agents") instanceof List<?> entries)
                || entries.isEmpty()
                || map.size() > 1) {
            throw new ConfigurationException(file + " wants one key 'agents' with a list; see docs/relay.md");
        }
        Map<UUID, RelayAgent> agents = new LinkedHashMap<>();
        for (Object entry : entries) {
            RelayAgent agent = RelayEntry.of(file, agents.size() + 1, entry).agent(environment);
            if (agents.put(agent.id(), agent) != null) {
                throw new ConfigurationException(file + " has agent " + agent.id() + " twice");
            }
        }
        return agents;
    }

    private static Object load(Path file) {
        try {
            LoadSettings settings =
                    LoadSettings.builder().setLabel(file.toString()).build();
            return new Load(settings).loadFromString(Files.readString(file, StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new ConfigurationException("Cannot read " + file
                    + ", which says for whom the relay signs (relay.file, RELAY_FILE); see docs/relay.md");
        } catch (YamlEngineException e) {
            throw new ConfigurationException(file + " is not YAML: " + e.getMessage());
        }
    }
}
