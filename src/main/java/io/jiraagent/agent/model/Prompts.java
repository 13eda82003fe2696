package io.jiraagent.agent.model;

import io.jiraagent.agent.FinalAgentException;
import io.jiraagent.agent.RetriableAgentException;
import io.jiraagent.secret.Hashes;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The files that tell models what to do, {@code <name>.v<version>.md}. They are read for each attempt, so that an edited
 * one holds at once. Where the folder has none of a name, the one that came with the program serves. Thread-safe.
 */
public final class Prompts {
    private static final Pattern FILE = Pattern.compile("(.+)\\.v([1-9][0-9]{0,3})\\.md");
    private static final int MAX_BYTES = 64 * 1024;
    private static final int HASH_DIGITS = 8;

    private final Path folder;

    /** @param folder may be missing */
    public Prompts(Path folder) {
        this.folder = folder;
    }

    /**
     * @param version empty: the newest
     * @throws FinalAgentException there is none, or it is empty or too large
     */
    Prompt load(String name, Optional<Integer> version) {
        try {
            int number = version.or(() -> newest(name)).orElse(1);
            String file = name + ".v" + number;
            byte[] text = read(file + ".md");
            if (text.length > MAX_BYTES || new String(text, StandardCharsets.UTF_8).isBlank()) {
                throw unusable(file, "is empty, or larger than " + MAX_BYTES + " bytes");
            }
            String hash = HexFormat.of().formatHex(Hashes.sha256(text)).substring(0, HASH_DIGITS);
            return new Prompt(file + " " + hash, new String(text, StandardCharsets.UTF_8).strip());
        } catch (IOException e) {
            throw new RetriableAgentException("prompt_unreadable", "The prompt " + name + " cannot be read", e);
        }
    }

    private byte[] read(String file) throws IOException {
        Path path = folder.resolve(file);
        if (Files.exists(path)) {
            try (InputStream in = Files.newInputStream(path)) {
                return in.readNBytes(MAX_BYTES + 1);
            }
        }
        try (InputStream in = Prompts.class.getResourceAsStream("/routes/prompts/" + file)) {
            if (in == null) {
                throw unusable(file, "is not there");
            }
            return in.readNBytes(MAX_BYTES + 1);
        }
    }

    private Optional<Integer> newest(String name) {
        if (!Files.isDirectory(folder)) {
            return Optional.empty();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> FILE.matcher(file.getFileName().toString()))
                    .filter(Matcher::matches)
                    .filter(file -> file.group(1).equals(name))
                    .map(file -> Integer.valueOf(file.group(2)))
                    .max(Comparator.naturalOrder());
        } catch (IOException e) {
            throw new RetriableAgentException("prompt_unreadable", "The folder of prompts cannot be read", e);
        }
    }

    private static FinalAgentException unusable(String file, String complaint) {
        return new FinalAgentException(
                "prompt_missing", "The prompt routes/prompts/" + file + " " + complaint + "; add or mend it", null);
    }
}
