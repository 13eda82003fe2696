package io.jiraagent.relay;

import io.jiraagent.config.ConfigurationException;
import io.jiraagent.secret.Ed25519;
import io.jiraagent.tenant.SigningKeys;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.PrivateKey;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;

/**
 * An entry of {@code relay.yaml}, as it stands there.
 *
 * @param place for messages: the file, and the how many-eth entry
 */
record RelayEntry(Path file, String place, Map<?, ?> values) {
    private static final Set<String> KEYS = Set.of("id", "upstream", "allow-http", "token-sha256", "sign", "key");
    private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "[::1]");
    private static final int HASH_BYTES = 32;

    static RelayEntry of(Path file, int number, Object entry) {
        String place = file + ", agent " + number;
        if (!(entry instanceof Map<?, ?> values)) {
            throw new ConfigurationException(place + " wants the keys " + KEYS);
        }
        for (Object key : values.keySet()) {
            if (!KEYS.contains(key.toString())) {
                throw new ConfigurationException(place + ": unknown key '" + key + "'; known keys: " + KEYS);
            }
        }
        return new RelayEntry(file, place, values);
    }

    RelayAgent agent(Function<String, Optional<String>> environment) {
        return new RelayAgent(id(), upstream(), tokenHash(), signer(environment));
    }

    private UUID id() {
        try {
            return UUID.fromString(text("id"));
        } catch (IllegalArgumentException e) {
            throw refuse("id", "the agent's id, a UUID");
        }
    }

    private URI upstream() {
        String wanted =
                "the agent's webhook URL, https://host/webhook/agents/<id>/webhook; http only to this machine, or"
                        + " with allow-http: true";
        try {
            URI uri = new URI(text("upstream"));
            boolean https = "https".equalsIgnoreCase(uri.getScheme());
            boolean http = "http".equalsIgnoreCase(uri.getScheme());
            boolean plain = uri.getHost() != null
                    && uri.getRawUserInfo() == null
                    && uri.getRawQuery() == null
                    && uri.getRawFragment() == null;
            if (plain && (https || (http && (LOOPBACK.contains(uri.getHost()) || allowsHttp())))) {
                return uri;
            }
        } catch (URISyntaxException e) {
            throw refuse("upstream", wanted);
        }
        throw refuse("upstream", wanted);
    }

    private boolean allowsHttp() {
        Object value = values.get("allow-http");
        if (value != null && !(value instanceof Boolean)) {
            throw refuse("allow-http", "true or false");
        }
        return Boolean.TRUE.equals(value);
    }

    private byte[] tokenHash() {
        String wanted = "the SHA-256 of the sender's token in 64 hex digits; ./jira-agent relay token makes both";
        try {
            byte[] hash = HexFormat.of().parseHex(text("token-sha256"));
            if (hash.length == HASH_BYTES) {
                return hash;
            }
        } catch (IllegalArgumentException e) {
            throw refuse("token-sha256", wanted);
        }
        throw refuse("token-sha256", wanted);
    }

    private Signer signer(Function<String, Optional<String>> environment) {
        String key = key(environment);
        return switch (text("sign")) {
            case "standard" -> new Signer.Standard(SigningKeys.of(key).first());
            case "x-hub-signature-256" -> new Signer.Hub(SigningKeys.of(key).first());
            case "ed25519" -> new Signer.KeyPair(privateKey(key));
            default -> throw refuse("sign", "standard, ed25519 or x-hub-signature-256");
        };
    }

    private PrivateKey privateKey(String key) {
        try {
            return Ed25519.privateKey(key);
        } catch (IllegalArgumentException e) {
            throw new ConfigurationException(place + ": " + e.getMessage());
        }
    }

    /** Does not show what it got: that may be the key itself. */
    private String key(Function<String, Optional<String>> environment) {
        String reference = text("key");
        if (reference.startsWith("env:")) {
            String name = reference.substring("env:".length());
            return environment
                    .apply(name)
                    .orElseThrow(() -> new ConfigurationException(
                            place + ": the environment variable '" + name + "' of its key is not set"));
        }
        if (reference.startsWith("file:")) {
            Path path = file.resolveSibling(reference.substring("file:".length()));
            try {
                return Files.readString(path, StandardCharsets.UTF_8).strip();
            } catch (IOException e) {
                throw new ConfigurationException(place + ": cannot read the file of its key, " + path);
            }
        }
        throw new ConfigurationException(place + ": 'key' wants env:NAME or file:path, never the key itself");
    }

    private String text(String key) {
        Object value = values.get(key);
        if (value == null) {
            throw new ConfigurationException(place + ": '" + key + "' is missing");
        }
        return value.toString();
    }

    private ConfigurationException refuse(String key, String wanted) {
        return new ConfigurationException(place + ": '" + key + "' is '" + values.get(key) + "'; it wants " + wanted);
    }
}
