package io.jiraagent.faults.inside;

import java.io.IOException;
import java.io.InputStream;
import java.lang.instrument.ClassFileTransformer;
import java.lang.instrument.Instrumentation;
import java.lang.instrument.UnmodifiableClassException;
import java.nio.charset.StandardCharsets;
import java.security.ProtectionDomain;
import java.util.jar.JarFile;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/**
 * A Java agent that lets {@link ShiftedClock} move the wall clock of a JVM: {@link System#currentTimeMillis()} and
 * {@link java.time.Clock}, in all classes, the JDK's own included. Time that is measured
 * ({@link System#nanoTime()}) goes on evenly, as with a clock that somebody sets.
 */
public final class ClockAgent implements ClassFileTransformer {
    private static final String CLOCK = "io/jiraagent/faults/inside/ShiftedClock";
    private static final String MILLIS = "currentTimeMillis";
    private static final String ADJUSTMENT = "getNanoTimeAdjustment";

    private ClockAgent() {}

    /** @param jar holds {@link ShiftedClock}; for the boot class path */
    public static void premain(String jar, Instrumentation instrumentation)
            throws IOException, UnmodifiableClassException {
        instrumentation.appendToBootstrapClassLoaderSearch(new JarFile(jar));
        instrumentation.addTransformer(new ClockAgent(), true);
        for (Class<?> loaded : instrumentation.getAllLoadedClasses()) {
            if (instrumentation.isModifiableClass(loaded) && !loaded.isHidden() && asksForTheTime(loaded)) {
                instrumentation.retransformClasses(loaded);
            }
        }
        ShiftedClock.follow();
    }

    private static boolean asksForTheTime(Class<?> loaded) throws IOException {
        try (InputStream file =
                ClassLoader.getSystemResourceAsStream(loaded.getName().replace('.', '/') + ".class")) {
            return file != null && asksForTheTime(file.readAllBytes());
        }
    }

    private static boolean asksForTheTime(byte[] classFile) {
        String text = new String(classFile, StandardCharsets.ISO_8859_1);
        return text.contains(MILLIS) || text.contains(ADJUSTMENT);
    }

    @Override
    public byte[] transform(ClassLoader loader, String name, Class<?> type, ProtectionDomain domain, byte[] classFile) {
        if (CLOCK.equals(name) || !asksForTheTime(classFile)) {
            return null;
        }
        ClassReader reader = new ClassReader(classFile);
        ClassWriter writer = new ClassWriter(reader, ClassWriter.COMPUTE_MAXS);
        reader.accept(new Shift(writer), 0);
        return writer.toByteArray();
    }

    /** Adds the shift to what each of the two methods returns. */
    private static final class Shift extends ClassVisitor {
        Shift(ClassVisitor next) {
            super(Opcodes.ASM9, next);
        }

        @Override
        public MethodVisitor visitMethod(
                int access, String name, String descriptor, String signature, String[] exceptions) {
            return new MethodVisitor(Opcodes.ASM9, super.visitMethod(access, name, descriptor, signature, exceptions)) {
                @Override
                public void visitMethodInsn(int opcode, String owner, String called, String type, boolean isInterface) {
                    super.visitMethodInsn(opcode, owner, called, type, isInterface);
                    if (owner.equals("java/lang/System") && called.equals(MILLIS)) {
                        add("millis");
                    } else if (owner.equals("jdk/internal/misc/VM") && called.equals(ADJUSTMENT)) {
                        add("nanos");
                    }
                }

                private void add(String shift) {
                    super.visitMethodInsn(Opcodes.INVOKESTATIC, CLOCK, shift, "()J", false);
                    super.visitInsn(Opcodes.LADD);
                }
            };
        }
    }
}
