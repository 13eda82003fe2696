package io.jiraagent.faults;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** A folder on a file system of its own that can be filled to the last byte. Only root can make one. */
final class SmallDisk implements AutoCloseable {
    private static final String SIZE = "size=320m";
    private static final int BLOCK = 4096;

    private final Path folder;
    private final Thread lastResort = new Thread(this::unmount, "unmount");

    /** @param folder empty, or not there yet */
    SmallDisk(Path folder) {
        this.folder = folder;
        mount(folder);
        Runtime.getRuntime().addShutdownHook(lastResort);
    }

    /** Why there can be none here; empty when there can. */
    static Optional<String> obstacle(Path scratch) {
        if (!"root".equals(System.getProperty("user.name"))) {
            return Optional.of("needs root");
        }
        try (SmallDisk disk = new SmallDisk(scratch)) {
            return Files.isWritable(disk.folder) ? Optional.empty() : Optional.of("needs a tmpfs that can be written");
        } catch (IllegalStateException e) {
            return Optional.of("needs the right to mount a tmpfs");
        }
    }

    private static void mount(Path folder) {
        try {
            Files.createDirectories(folder);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        if (!run("mount", "-t", "tmpfs", "-o", SIZE, "tmpfs", folder.toString())) {
            throw new IllegalStateException("Cannot mount a tmpfs at " + folder);
        }
    }

    void fill() {
        try (OutputStream ballast = Files.newOutputStream(ballast())) {
            byte[] block = new byte[BLOCK];
            while (true) {
                ballast.write(block);
            }
        } catch (IOException e) {
            // It is full.
        }
    }

    void free() {
        try {
            Files.deleteIfExists(ballast());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Path ballast() {
        return folder.resolve("ballast");
    }

    @Override
    public void close() {
        unmount();
        Runtime.getRuntime().removeShutdownHook(lastResort);
    }

    /** Also while it is in use; it is gone when nobody uses it any more. */
    private void unmount() {
        boolean ignored = run("umount", "-l", folder.toString());
    }

    private static boolean run(String... command) {
        try {
            return new ProcessBuilder(List.of(command))
                            .redirectErrorStream(true)
                            .redirectOutput(Redirect.DISCARD)
                            .start()
                            .waitFor()
                    == 0;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
