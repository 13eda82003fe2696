package io.jiraagent.demo;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The file {@code demo.env}: lines of {@code NAME='value'} for a shell to source. */
public final class DemoEnv {
    private static final Pattern LINE = Pattern.compile("^([A-Z_]+)='([^']*)'$");

    private DemoEnv() {}

    public static Path in(Path dataDir) {
        return dataDir.resolve("demo.env");
    }

    /** A file that does not exist has no values. */
    public static Map<String, String> read(Path file) {
        Map<String, String> values = new LinkedHashMap<>();
        if (!Files.exists(file)) {
            return values;
        }
        try {
            for (String line : Files.readAllLines(file)) {
                Matcher matcher = LINE.matcher(line);
                if (matcher.matches()) {
                    values.put(matcher.group(1), matcher.group(2));
                }
            }
            return values;
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read " + file, e);
        }
    }

    /** Changes one value of a file that exists. */
    public static void replace(Path file, String name, String value) {
        Map<String, String> values = read(file);
        values.put(name, value);
        write(file, values);
    }

    static void write(Path file, Map<String, String> values) {
        StringBuilder lines = new StringBuilder();
        values.forEach(
                (name, value) -> lines.append(name).append("='").append(value).append("'\n"));
        PrivateFile.write(file, lines.toString());
    }
}
