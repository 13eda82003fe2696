package io.jiraagent.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** A routes folder of its own, to be edited as an integrator does. */
public record RoutesCopy(Path folder) {
    private static final Path ROUTES = Path.of("routes");

    /** A copy of the program's. */
    public static RoutesCopy in(Path target) {
        try (Stream<Path> files = Files.walk(ROUTES)) {
            files.forEach(file -> copy(file, target.resolve(ROUTES.relativize(file))));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new RoutesCopy(target);
    }

    private static void copy(Path from, Path to) {
        try {
            Files.copy(from, to);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** @param file such as {@code tenants/acme} */
    public Path path(String file) {
        return folder.resolve(file + ".camel.yaml");
    }

    public String read(String file) {
        try {
            return Files.readString(path(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public Path write(String file, String text) {
        try {
            return Files.writeString(path(file), text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public void delete(String file) {
        try {
            Files.delete(path(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
