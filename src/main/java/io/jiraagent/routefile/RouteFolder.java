package io.jiraagent.routefile;

import io.jiraagent.routefile.RouteFile.Kind;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.MalformedInputException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * The routes folder on disk. Files whose names begin with an underscore are examples and are passed over, as are those
 * that editors leave (beginning with a dot, or with another ending).
 */
public final class RouteFolder {
    private static final long MAX_BYTES = 1024 * 1024;

    private final Path routes;

    public RouteFolder(Path routes) {
        this.routes = routes;
    }

    /** What tells that a file has changed. */
    record Stamp(FileTime modified, long size, Object fileKey) {}

    /** All files that are to be in use. A folder that is not there holds none. */
    Map<RouteFileKey, Stamp> scan() {
        Map<RouteFileKey, Stamp> found = new HashMap<>();
        for (RouteFileKey key : scanWithExamples()) {
            if (!RouteFile.example(key.name())) {
                stamp(routes.resolve(key.path())).ifPresent(stamp -> found.put(key, stamp));
            }
        }
        return found;
    }

    Set<RouteFileKey> scanWithExamples() {
        Set<RouteFileKey> found = new TreeSet<>();
        for (Kind kind : Kind.values()) {
            for (String name : names(routes.resolve(kind.folder()))) {
                if (!name.startsWith(".")) {
                    found.add(new RouteFileKey(kind, name));
                }
            }
        }
        return found;
    }

    private static Optional<Stamp> stamp(Path file) {
        try {
            BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
            return attributes.isRegularFile()
                    ? Optional.of(new Stamp(attributes.lastModifiedTime(), attributes.size(), attributes.fileKey()))
                    : Optional.empty();
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /** @return empty when the file is gone, or cannot be read; {@code findings} then says why */
    Optional<RouteFile> read(RouteFileKey key, Findings findings) {
        return read(routes.resolve(key.path()), key.kind(), key.name(), findings);
    }

    static Optional<RouteFile> read(Path file, Kind kind, String name, Findings findings) {
        try {
            if (Files.size(file) > MAX_BYTES) {
                findings.error(1, "The file is larger than " + MAX_BYTES + " bytes", "");
                return Optional.empty();
            }
            return Optional.of(new RouteFile(kind, name, Files.readString(file, StandardCharsets.UTF_8)));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (MalformedInputException e) {
            findings.error(1, "The file is not UTF-8", "");
        } catch (IOException e) {
            findings.error(1, "The file cannot be read: " + e, "");
        }
        return Optional.empty();
    }

    /** Names of the routes of all other folders; files are named like the route in them. */
    Set<String> programRoutes() {
        Set<String> names = new TreeSet<>();
        try (DirectoryStream<Path> folders = Files.newDirectoryStream(routes, Files::isDirectory)) {
            for (Path folder : folders) {
                if (isProgram(folder)) {
                    names.addAll(names(folder));
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return names;
    }

    /** Whether a folder is none of those that are edited while the program runs. */
    static boolean isProgram(Path folder) {
        String name = folder.getFileName().toString();
        for (Kind kind : Kind.values()) {
            if (kind.folder().equals(name)) {
                return false;
            }
        }
        return true;
    }

    /** Of the route files in a folder, without their extension. */
    private static Set<String> names(Path folder) {
        Set<String> names = new TreeSet<>();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, "*" + RouteFile.EXTENSION)) {
            for (Path file : files) {
                String name = file.getFileName().toString();
                names.add(name.substring(0, name.length() - RouteFile.EXTENSION.length()));
            }
        } catch (NoSuchFileException | NotDirectoryException e) {
            // a folder that is not there
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (DirectoryIteratorException e) {
            throw new UncheckedIOException(e.getCause());
        }
        return names;
    }
}
