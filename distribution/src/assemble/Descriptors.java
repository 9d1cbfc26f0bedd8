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

/**
 * Describes jars that are no modules yet (jheaps and apfloat, which jgrapht needs; h2), because jlink takes only modules. What is
 * written down is what the module system would assume of them anyway, except that they read only what {@link #READS} says.
 */
final class Descriptors {
    /** Besides {@code java.base}. Less than they could use: H2's console and its scripting are not called. */
    private static final Map<String, List<String>> READS = Map.of("com.h2database", List.of("java.sql"));

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
            descriptor.packages().stream().sorted().forEach(one -> module.exports(PackageDesc.of(one), List.of()));
            for (ModuleDescriptor.Provides service : descriptor.provides()) {
                module.provides(
                        ClassDesc.of(service.service()),
                        service.providers().stream().map(ClassDesc::of).toArray(ClassDesc[]::new));
                module.uses(ClassDesc.of(service.service()));
            }
        });
        byte[] bytes = ClassFile.of().buildModule(attribute);
        try (FileSystem files = FileSystems.newFileSystem(jar)) {
            Files.write(files.getPath("module-info.class"), bytes);
        }
    }
}
