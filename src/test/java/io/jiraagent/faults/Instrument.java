package io.jiraagent.faults;

import io.jiraagent.faults.inside.KillSwitch;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import org.jboss.byteman.agent.Main;

/** What is brought into the program's JVM; its own code knows nothing of it. */
enum Instrument {
    /** Nothing, for a process that is only killed from outside. */
    NONE,
    /** The rules of {@code kill-points.btm}. */
    KILL_POINTS;

    private static final String RULES = "faults/kill-points.btm";

    /** @param directory for what has to lie in a file */
    List<String> options(Path directory) {
        return switch (this) {
            case NONE -> List.of();
            case KILL_POINTS ->
                List.of("-javaagent:" + byteman() + "=script:" + rules() + ",boot:" + byteman() + ",boot:"
                        + jar(directory, KillSwitch.class));
        };
    }

    private static Path byteman() {
        return codeSource(Main.class);
    }

    private static Path rules() {
        return codeSource(Instrument.class).resolve(RULES);
    }

    private static Path codeSource(Class<?> type) {
        try {
            return Path.of(
                    type.getProtectionDomain().getCodeSource().getLocation().toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    /** For the boot class path, where classes of any loader find it. */
    private static Path jar(Path directory, Class<?> type) {
        Path jar = directory.resolve(type.getSimpleName() + ".jar").toAbsolutePath();
        String name = type.getName().replace('.', '/') + ".class";
        try (OutputStream file = Files.newOutputStream(jar);
                JarOutputStream out = new JarOutputStream(file)) {
            out.putNextEntry(new JarEntry(name));
            Files.copy(codeSource(type).resolve(name), out);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return jar;
    }
}
