package pmon.distribution.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.io.StringWriter;
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

    /** The API, and the annotations that its descriptor names for compilers. */
    private String modulePath() {
        return Stream.concat(
                        Stream.of(api.toString()),
                        Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
                                .filter(entry -> entry.contains("jspecify")))
                .collect(Collectors.joining(File.pathSeparator));
    }
}
