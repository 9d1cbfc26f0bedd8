import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassFileVersion;
import java.lang.classfile.ClassHierarchyResolver;
import java.lang.classfile.ClassTransform;
import java.lang.classfile.CodeTransform;
import java.lang.constant.ClassDesc;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.jar.JarOutputStream;
import java.util.zip.Deflater;

/**
 * Brings classes compiled for Java 5 (picocli) to a class file version that an AOT cache accepts. The JVM keeps no class
 * older than Java 6 in a cache, because such classes carry no stack maps and can only be verified the old way; parsing and
 * verifying picocli's at every start was more than half of the time that a command took.
 */
final class Renewal {
    private static final int OLDEST_CACHED = ClassFile.JAVA_6_VERSION;
    private static final int RENEWED = ClassFile.JAVA_17_VERSION;

    private Renewal() {}

    /** Copies a jar, its old classes renewed. */
    static void renew(Path from, Path to) throws IOException {
        try (var jar = new JarFile(from.toFile());
                var out = new JarOutputStream(Files.newOutputStream(to))) {
            // Only the linker reads these jars.
            out.setLevel(Deflater.NO_COMPRESSION);
            for (JarEntry entry : jar.stream().toList()) {
                byte[] bytes = jar.getInputStream(entry).readAllBytes();
                out.putNextEntry(new JarEntry(entry.getName()));
                out.write(isOld(entry, bytes) ? renew(bytes, jar) : bytes);
                out.closeEntry();
            }
        }
    }

    private static boolean isOld(JarEntry entry, byte[] bytes) {
        int majorVersion = bytes.length > 7 ? (bytes[6] & 0xff) << 8 | bytes[7] & 0xff : 0;
        return entry.getName().endsWith(".class") && majorVersion < OLDEST_CACHED;
    }

    private static byte[] renew(byte[] bytes, JarFile jar) {
        var hierarchy = ClassHierarchyResolver.ofResourceParsing(type -> open(jar, type))
                .orElse(ClassHierarchyResolver.defaultResolver());
        var classes = ClassFile.of(
                ClassFile.StackMapsOption.GENERATE_STACK_MAPS, ClassFile.ClassHierarchyResolverOption.of(hierarchy));
        ClassTransform version = (builder, element) -> {
            if (element instanceof ClassFileVersion) {
                builder.withVersion(RENEWED, 0);
            } else {
                builder.with(element);
            }
        };
        var code = ClassTransform.transformingMethodBodies(CodeTransform.ACCEPT_ALL);
        byte[] renewed = classes.transformClass(classes.parse(bytes), version.andThen(code));
        List<VerifyError> errors = classes.verify(renewed);
        if (!errors.isEmpty()) {
            throw new IllegalStateException("cannot renew a class of " + jar.getName(), errors.getFirst());
        }
        return renewed;
    }

    private static InputStream open(JarFile jar, ClassDesc type) {
        String descriptor = type.descriptorString();
        JarEntry entry = jar.getJarEntry(descriptor.substring(1, descriptor.length() - 1) + ".class");
        try {
            return entry == null ? null : jar.getInputStream(entry);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
