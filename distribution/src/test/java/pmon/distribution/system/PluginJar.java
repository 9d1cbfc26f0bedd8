package pmon.distribution.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.io.StringWriter;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassModel;
import java.lang.classfile.attribute.ModuleAttribute;
import java.lang.classfile.attribute.ModuleRequireInfo;
import java.lang.constant.ModuleDesc;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.spi.ToolProvider;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;

/** A plugin as a stranger makes one: compiled against the jar of pmon.api, and put into a directory. */
final class PluginJar {
    private final Path work;
    private final Path api;

    PluginJar(PmonHome home) throws IOException {
        this.work = Files.createDirectories(home.work().resolve("plugin-sources"));
        this.api = home.image().resolveSibling("modules");
    }

    /** Compiles sources, by their paths, and puts them into {@code plugins/NAME}. */
    void install(String name, Path plugins, Map<String, String> sources) throws IOException {
        Path source = work.resolve(name);
        for (Map.Entry<String, String> each : sources.entrySet()) {
            Path file = source.resolve(each.getKey());
            Files.createDirectories(file.getParent());
            Files.writeString(file, each.getValue());
        }
        Path classes = work.resolve(name + "-classes");
        JavaCompiler compiler = javax.tools.ToolProvider.getSystemJavaCompiler();
        StringWriter said = new StringWriter();
        try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, null)) {
            boolean compiled = compiler.getTask(
                            said,
                            files,
                            null,
                            List.of("--module-path", modulePath(), "-d", classes.toString(), "-proc:none"),
                            null,
                            files.getJavaFileObjects(sources.keySet().stream()
                                    .map(source::resolve)
                                    .toArray(Path[]::new)))
                    .call();
            assertThat(compiled).as(said.toString()).isTrue();
        }
        Path jar = Files.createDirectories(plugins.resolve(name)).resolve(name + ".jar");
        int code = ToolProvider.findFirst("jar")
                .orElseThrow()
                .run(
                        System.out,
                        System.err,
                        "--create",
                        "--file",
                        jar.toString(),
                        "--module-version",
                        "1.0",
                        "-C",
                        classes.toString(),
                        ".");
        assertThat(code).isZero();
    }

    /** The same jar, as if it had been compiled with another version of the API. */
    static void forApi(String version, Path jar, Path to) throws IOException {
        Files.copy(jar, to);
        try (FileSystem zip = FileSystems.newFileSystem(to)) {
            Path descriptor = zip.getPath("module-info.class");
            ClassFile classes = ClassFile.of();
            ClassModel compiled = classes.parse(Files.readAllBytes(descriptor));
            Files.write(descriptor, classes.transformClass(compiled, (builder, element) -> {
                if (element instanceof ModuleAttribute module) {
                    builder.with(ModuleAttribute.of(
                            module.moduleName(),
                            module.moduleFlagsMask(),
                            module.moduleVersion().orElse(null),
                            module.requires().stream()
                                    .map(each -> requires(each, version))
                                    .toList(),
                            module.exports(),
                            module.opens(),
                            module.uses(),
                            module.provides()));
                } else {
                    builder.with(element);
                }
            }));
        }
    }

    private static ModuleRequireInfo requires(ModuleRequireInfo required, String version) {
        return required.requires().name().equalsString("pmon.api")
                ? ModuleRequireInfo.of(ModuleDesc.of("pmon.api"), required.requiresFlagsMask(), version)
                : required;
    }

    /** The API, and the annotations that its descriptor names for compilers. */
    private String modulePath() {
        return Stream.concat(
                        Stream.of(api.toString()),
                        Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
                                .filter(entry -> entry.contains("jspecify")))
                .collect(Collectors.joining(File.pathSeparator));
    }
}
