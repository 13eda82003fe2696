package io.jiraagent.config;

import java.io.IOException;
import java.io.Reader;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;

/**
 * The properties file overlaid by environment variables: {@code database.url} is overridden by {@code DATABASE_URL}.
 * An empty value counts as absent. Refuses keys that nobody reads, except Camel's own ({@code camel.*}).
 */
final class PropertySource {
    private final Map<String, String> file;
    private final Map<String, String> environment;
    private final Set<String> read = new TreeSet<>();

    PropertySource(Map<String, String> file, Map<String, String> environment) {
        this.file = Map.copyOf(file);
        this.environment = Map.copyOf(environment);
    }

    /** Reads {@code path}; a file that does not exist is an empty one. */
    static Map<String, String> readFile(Path path) {
        Properties properties = new Properties();
        if (Files.exists(path)) {
            try (Reader reader = Files.newBufferedReader(path, StandardCharsets.UTF_8)) {
                properties.load(reader);
            } catch (IOException | IllegalArgumentException e) {
                throw new ConfigurationException("Cannot read " + path + ": " + e.getMessage());
            }
        }
        Map<String, String> values = new LinkedHashMap<>();
        properties.forEach((key, value) -> values.put(key.toString(), value.toString()));
        return values;
    }

    Optional<String> text(String key) {
        read.add(key);
        String fromEnvironment = environment.get(environmentName(key));
        String value = fromEnvironment == null ? file.get(key) : fromEnvironment;
        return Optional.ofNullable(value).map(String::strip).filter(v -> !v.isEmpty());
    }

    /** An address that is a secret: it is not shown when it is refused. */
    Optional<String> secretUrl(String key) {
        return text(key).map(url -> {
            if (!url.matches("https?://[^\\s/]+(/\\S*)?")) {
                throw refuse(key, "something else", "https://host/path");
            }
            return url;
        });
    }

    /** Scheme, host and port of a server. */
    Optional<URI> origin(String key) {
        return text(key).map(url -> {
            if (!url.matches("https?://[\\w.\\[\\]:-]+/?")) {
                throw refuse(key, url, "http://host:port, without a path");
            }
            return URI.create(url.replaceAll("/$", ""));
        });
    }

    String text(String key, String fallback) {
        return text(key).orElse(fallback);
    }

    int number(String key, int fallback, int min, int max) {
        return text(key).map(v -> parseNumber(key, v, min, max)).orElse(fallback);
    }

    boolean flag(String key) {
        String value = text(key, "false").toLowerCase(Locale.ROOT);
        return switch (value) {
            case "true" -> true;
            case "false" -> false;
            default -> throw refuse(key, value, "true or false");
        };
    }

    /** A duration such as {@code 500ms}, {@code 10m} or ISO-8601 {@code PT10M}. */
    Duration duration(String key, Duration fallback) {
        return text(key).map(v -> parseDuration(key, v)).orElse(fallback);
    }

    /** As the other, within bounds. */
    Duration duration(String key, Duration fallback, Duration min, Duration max) {
        Duration duration = duration(key, fallback);
        if (duration.compareTo(min) < 0 || duration.compareTo(max) > 0) {
            throw refuse(key, text(key, ""), "a duration from " + min.toSeconds() + "s to " + max.toSeconds() + "s");
        }
        return duration;
    }

    /** Camel's own keys. */
    Map<String, String> camel() {
        Map<String, String> camel = new LinkedHashMap<>(file);
        camel.keySet().removeIf(key -> !key.startsWith("camel."));
        return camel;
    }

    /** To be called when everything has been read. */
    void refuseUnknownKeys() {
        for (String key : file.keySet()) {
            if (!read.contains(key) && !key.startsWith("camel.")) {
                throw new ConfigurationException("Unknown key '" + key + "' in application.properties; known keys: "
                        + String.join(", ", read) + ", and Camel's own camel.*");
            }
        }
    }

    static ConfigurationException refuse(String key, String got, String wanted) {
        return new ConfigurationException("Configuration key '" + key + "' (or environment variable "
                + environmentName(key) + ") is '" + got + "'; it wants " + wanted);
    }

    static String environmentName(String key) {
        return key.toUpperCase(Locale.ROOT).replace('.', '_').replace('-', '_');
    }

    private static int parseNumber(String key, String value, int min, int max) {
        String wanted = "a whole number from " + min + " to " + max;
        try {
            int number = Integer.parseInt(value);
            if (number >= min && number <= max) {
                return number;
            }
        } catch (NumberFormatException e) {
            throw refuse(key, value, wanted);
        }
        throw refuse(key, value, wanted);
    }

    private static Duration parseDuration(String key, String value) {
        try {
            return Durations.parse(value);
        } catch (IllegalArgumentException e) {
            throw refuse(key, value, Durations.WANTED);
        }
    }
}
