package io.jiraagent.agent.enhancer;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads the package's word lists: lines of {@code group: phrase, phrase}, {@code #} starts a comment line. */
final class WordLists {
    private WordLists() {}

    /**
     * @param name file name beside this class
     * @return phrase to group, in the file's order
     */
    static Map<String, String> groupByPhrase(String name) {
        Map<String, String> groups = new LinkedHashMap<>();
        for (String line : lines(name)) {
            int colon = line.indexOf(':');
            String group = line.substring(0, colon).strip();
            Arrays.stream(line.substring(colon + 1).split(",", -1))
                    .map(String::strip)
                    .forEach(phrase -> groups.putIfAbsent(phrase, group));
        }
        return groups;
    }

    private static List<String> lines(String name) {
        try (InputStream in = WordLists.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException("Word list " + name + " is missing from the program");
            }
            BufferedReader reader = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
            return reader.lines()
                    .filter(line -> !line.isBlank() && !line.startsWith("#"))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
