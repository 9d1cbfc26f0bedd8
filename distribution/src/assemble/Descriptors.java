import java.io.IOException;
import java.lang.classfile.ClassFile;
import java.lang.classfile.attribute.ModuleAttribute;
import java.lang.constant.ClassDesc;
import java.lang.constant.ModuleDesc;
import java.lang.constant.PackageDesc;
import java.lang.module.ModuleDescriptor;
import java.lang.module.ModuleFinder;
import java.lang.module.ModuleReference;
import java.lang.reflect.AccessFlag;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Describes jars that are no modules yet (jheaps and apfloat, which jgrapht needs; cron-utils; h2; Chronicle), because jlink takes only modules. What is
 * written down is what the module system would assume of them anyway, except that they read only what {@link #READS} says.
 */
final class Descriptors {
    /**
     * Besides {@code java.base}. Less than they could use: H2's console and its scripting are not called, nor is what Chronicle generates
     * code for, looks up in directories or shows in windows.
     */
    private static final Map<String, List<String>> READS = Map.of(
            "com.h2database", List.of("java.sql"),
            "com.cronutils", List.of("org.slf4j"),
            "posix", List.of("jdk.unsupported", "org.slf4j"),
            "chronicle.core",
                    List.of("java.logging", "java.management", "java.naming", "jdk.unsupported", "org.slf4j", "posix"),
            "chronicle.bytes", List.of("chronicle.core", "jdk.unsupported", "org.slf4j", "posix"),
            "chronicle.threads", List.of("chronicle.core", "org.slf4j"),
            "chronicle.wire", List.of("chronicle.bytes", "chronicle.core", "chronicle.threads", "org.slf4j"),
            "chronicle.queue",
                    List.of("chronicle.bytes", "chronicle.core", "chronicle.threads", "chronicle.wire", "org.slf4j"));

    /** Services that they look for besides those they provide; nobody provides them. */
    private static final Map<String, List<String>> USES = Map.of(
            "chronicle.core", List.of("net.openhft.chronicle.core.ChronicleInitRunnable"),
            "chronicle.threads",
                    List.of(
                            "net.openhft.chronicle.threads.NotifyDiskLow",
                            "net.openhft.chronicle.threads.PauserMonitorFactory"));

    /** It warns that it needs more than it may, and another one is used anyway. */
    private static final Set<String> NOT_PROVIDED =
            Set.of("net.openhft.chronicle.core.internal.cleaner.ReflectionBasedByteBufferCleanerService");

    private Descriptors() {}

    /** Adds a descriptor to every jar below the directory that has none. */
    static void complete(Path directory) throws IOException {
        for (ModuleReference module : ModuleFinder.of(directory).findAll()) {
            ModuleDescriptor descriptor = module.descriptor();
            if (descriptor.isAutomatic()) {
                write(Path.of(module.location().orElseThrow()), descriptor);
            }
        }
    }

    private static void write(Path jar, ModuleDescriptor descriptor) throws IOException {
        ModuleDesc name = ModuleDesc.of(descriptor.name());
        ModuleAttribute attribute = ModuleAttribute.of(name, module -> {
            module.requires(ModuleDesc.of("java.base"), List.of(AccessFlag.MANDATED), null);
            for (String read : READS.getOrDefault(descriptor.name(), List.of())) {
                module.requires(ModuleDesc.of(read), List.of(), null);
            }
            for (String service : USES.getOrDefault(descriptor.name(), List.of())) {
                module.uses(ClassDesc.of(service));
            }
            descriptor.packages().stream().sorted().forEach(one -> module.exports(PackageDesc.of(one), List.of()));
            for (ModuleDescriptor.Provides service : descriptor.provides()) {
                module.provides(
                        ClassDesc.of(service.service()),
                        service.providers().stream()
                                .filter(provider -> !NOT_PROVIDED.contains(provider))
                                .map(ClassDesc::of)
                                .toArray(ClassDesc[]::new));
                module.uses(ClassDesc.of(service.service()));
            }
        });
        byte[] bytes = ClassFile.of().buildModule(attribute);
        try (FileSystem files = FileSystems.newFileSystem(jar)) {
            Files.write(files.getPath("module-info.class"), bytes);
        }
    }
}
