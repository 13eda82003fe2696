package io.jiraagent.faults;

import io.jiraagent.faults.inside.ClockAgent;
import io.jiraagent.faults.inside.KillSwitch;
import io.jiraagent.faults.inside.ShiftedClock;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.Attributes.Name;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import org.jboss.byteman.agent.Main;
import org.objectweb.asm.ClassVisitor;

/** What is brought into the program's JVM; its own code knows nothing of it. */
enum Instrument {
    /** Nothing, for a process that is only killed from outside. */
    NONE,
    /** The rules of {@code kill-points.btm}. */
    KILL_POINTS,
    /** A wall clock that can be moved. */
    CLOCK;

    private static final String RULES = "faults/kill-points.btm";

    /** @param directory for what has to lie in a file */
    List<String> options(Path directory) {
        return switch (this) {
            case NONE -> List.of();
            case KILL_POINTS ->
                List.of("-javaagent:" + codeSource(Main.class) + "=script:"
                        + codeSource(Instrument.class).resolve(RULES) + ",boot:" + codeSource(Main.class) + ",boot:"
                        + jar(directory, new Manifest(), KillSwitch.class));
            case CLOCK ->
                List.of("-javaagent:" + jar(directory, agent(), ClockAgent.class) + "="
                        + jar(directory, new Manifest(), ShiftedClock.class));
        };
    }

    private static Manifest agent() {
        Manifest manifest = new Manifest();
        manifest.getMainAttributes().put(Name.MANIFEST_VERSION, "1.0");
        manifest.getMainAttributes().put(new Name("Premain-Class"), ClockAgent.class.getName());
        manifest.getMainAttributes().put(new Name("Can-Retransform-Classes"), "true");
        manifest.getMainAttributes()
                .put(Name.CLASS_PATH, codeSource(ClassVisitor.class).toUri().toString());
        return manifest;
    }

    private static Path codeSource(Class<?> type) {
        try {
            return Path.of(
                    type.getProtectionDomain().getCodeSource().getLocation().toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    /** A class and its inner ones. */
    private static Path jar(Path directory, Manifest manifest, Class<?> type) {
        Path jar = directory.resolve(type.getSimpleName() + ".jar").toAbsolutePath();
        Path folder = codeSource(type).resolve(type.getPackageName().replace('.', '/'));
        try (OutputStream file = Files.newOutputStream(jar);
                JarOutputStream out = new JarOutputStream(file, manifest);
                var classes = Files.newDirectoryStream(folder, type.getSimpleName() + "*.class")) {
            for (Path each : classes) {
                out.putNextEntry(new JarEntry(codeSource(type).relativize(each).toString()));
                Files.copy(each, out);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return jar;
    }
}
