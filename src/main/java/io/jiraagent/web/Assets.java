package io.jiraagent.web;

import io.jiraagent.secret.Hashes;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Style, script and icon. Their names hold a hash of their content, so they may be kept for ever. Immutable. */
public final class Assets {
    private static final int HASH_BYTES = 6;
    private static final Map<String, String> MEDIA_TYPES =
            Map.of("css", "text/css; charset=utf-8", "js", "text/javascript; charset=utf-8", "svg", "image/svg+xml");

    private static final List<String> FILES =
            List.of("app.css", "app.js", "filter.js", "live.js", "selection.js", "confirm.js", "icon.svg");

    private final Map<String, String> paths = new LinkedHashMap<>();
    private final Map<String, Asset> byFile = new LinkedHashMap<>();

    /** @param content not to be changed */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    public record Asset(String mediaType, byte[] content) {}

    public Assets() {
        for (String name : FILES) {
            byte[] content = read(name);
            int dot = name.lastIndexOf('.');
            String hash = HexFormat.of().formatHex(Hashes.sha256(content), 0, HASH_BYTES);
            String file = name.substring(0, dot) + "." + hash + name.substring(dot);
            paths.put(name, "/assets/" + file);
            byFile.put(file, new Asset(MEDIA_TYPES.get(name.substring(dot + 1)), content));
        }
    }

    /** @param name without hash, for example {@code app.css} */
    public String path(String name) {
        return paths.get(name);
    }

    /** @param file as in the path, with the hash */
    public Optional<Asset> find(String file) {
        return Optional.ofNullable(byFile.get(file));
    }

    private static byte[] read(String name) {
        try (InputStream stream = Assets.class.getResourceAsStream("/web/assets/" + name)) {
            if (stream == null) {
                throw new IllegalStateException("The program's file web/assets/" + name + " is missing");
            }
            return stream.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
