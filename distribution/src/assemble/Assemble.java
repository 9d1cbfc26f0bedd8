import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.lang.ProcessBuilder.Redirect;
import java.lang.module.ModuleFinder;
import java.lang.module.ModuleReader;
import java.lang.module.ModuleReference;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.spi.ToolProvider;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Puts the image together: {@code Assemble CLASSPATH MODULES SKELETON IMAGE VERSION LICENSE NATIVE-MODULES PLUGINS}. CLASSPATH
 * is everything the distribution depends on at run time; all of it is linked, so the dependencies in its pom are the one
 * list of what an image can do.
 *
 * <p>Steps: renew classes too old for a cache, link a runtime with the modules inside, lay the skeleton (launchers,
 * configuration) around it, let both programs run once to record what they load ({@code *.aot}), then move a copy
 * elsewhere and see that both caches are accepted there: a rejected cache is slower than none, and nobody would notice.
 */
final class Assemble {
    private static final long STEP_TIMEOUT_SECONDS = 120;

    /** Java's own modules that plugins may require; pmond.jvmargs resolves the same. */
    private static final String PLATFORM_FOR_PLUGINS =
            "java.logging,java.management,java.net.http,java.xml,jdk.httpserver,jdk.net,jdk.unsupported";

    /** Holds the library of junixsocket for two dozen systems. */
    private static final String JUNIXSOCKET_NATIVES = "com.kohlschutter.junixsocket.nativecommon";

    private final Path modules;
    private final Path skeleton;
    private final Path image;
    private final Path log;

    private Assemble(Path modules, Path skeleton, Path image) {
        this.modules = modules;
        this.skeleton = skeleton;
        this.image = image;
        this.log = image.resolveSibling("assembly.log");
    }

    public static void main(String[] args) throws Exception {
        var assemble = new Assemble(Path.of(args[1]), Path.of(args[2]), Path.of(args[3]));
        String version = args[4];
        Path license = Path.of(args[5]);
        List<String> nativeModules = List.of(args[6].split(","));
        Path plugins = Path.of(args[7]);

        delete(assemble.image);
        Files.deleteIfExists(assemble.log);
        // ./pmon builds again when something is newer than this.
        Path assembled = assemble.image.resolveSibling("assembled");
        Files.deleteIfExists(assembled);
        assemble.gather(args[0].split(File.pathSeparator));
        assemble.link();
        assemble.extractNatives();
        assemble.laySkeleton(nativeModules);
        assemble.layPlugins(plugins);
        assemble.addFlagsOfParts();
        Repository.lay(plugins.getParent(), assemble.image, version);
        assemble.writeShared();
        Files.copy(license, assemble.image.resolve("LICENSE"));
        assemble.train();
        assemble.checkMovedCopy();
        assemble.pack(version);
        Files.createFile(assembled);
    }

    private void gather(String[] classPath) throws IOException {
        delete(modules);
        Files.createDirectories(modules);
        for (String entry : classPath) {
            if (entry.endsWith(".jar")) {
                Path jar = Path.of(entry);
                Renewal.renew(jar, modules.resolve(jar.getFileName()));
            }
        }
        Descriptors.complete(modules);
    }

    /** A runtime of exactly the modules that are needed. It is linked from the running JDK, which needs no jmods for it. */
    private void link() {
        List<String> arguments = new ArrayList<>(List.of(
                "--module-path",
                modules.toString(),
                "--add-modules",
                String.join(",", moduleNames()) + "," + PLATFORM_FOR_PLUGINS,
                "--output",
                image.resolve("lib/runtime").toString(),
                "--no-man-pages",
                "--no-header-files",
                // Libraries' native code is extracted beside the runtime, for this platform only.
                "--exclude-resources",
                "glob:/org.xerial.sqlitejdbc/org/sqlite/native/**,glob:/" + JUNIXSOCKET_NATIVES + "/lib/**",
                "--ignore-signing-information"));
        int code = ToolProvider.findFirst("jlink")
                .orElseThrow()
                .run(System.out, System.err, arguments.toArray(String[]::new));
        require(code == 0, "jlink ended with " + code);
    }

    private List<String> moduleNames() {
        return ModuleFinder.of(modules).findAll().stream()
                .map(ModuleReference::descriptor)
                .map(descriptor -> descriptor.name())
                .sorted()
                .toList();
    }

    private void extractNatives() throws IOException {
        Path natives = Files.createDirectories(image.resolve("lib/native"));
        String sqlite = "org/sqlite/native/Linux/" + architecture() + "/libsqlitejdbc.so";
        // Its name ends in its version.
        String junixsocket =
                "lib/" + System.getProperty("os.arch") + "-Linux-clang/jni/libjunixsocket-native-[0-9.]+.so";
        for (ModuleReference module : ModuleFinder.of(modules).findAll()) {
            try (var reader = module.open()) {
                for (String entry : reader.list().toList()) {
                    if (entry.equals(sqlite)) {
                        extract(reader, entry, natives.resolve("libsqlitejdbc.so"));
                    } else if (entry.matches(junixsocket)) {
                        extract(reader, entry, natives.resolve("libjunixsocket-native.so"));
                    }
                }
            }
        }
        require(
                moduleNames().contains(JUNIXSOCKET_NATIVES)
                        == Files.exists(natives.resolve("libjunixsocket-native.so")),
                "junixsocket has no native library for " + System.getProperty("os.arch"));
    }

    private static void extract(ModuleReader reader, String entry, Path to) throws IOException {
        try (InputStream in = reader.open(entry).orElseThrow()) {
            Files.copy(in, to);
        }
    }

    private void laySkeleton(List<String> nativeModules) throws IOException {
        String present = nativeModules.stream().filter(moduleNames()::contains).collect(Collectors.joining(","));
        try (Stream<Path> files = Files.walk(skeleton)) {
            for (Path from : files.toList()) {
                Path to = image.resolve(skeleton.relativize(from).toString());
                if (Files.isDirectory(from)) {
                    Files.createDirectories(to);
                } else if (!from.getFileName().toString().equals(".gitkeep")) {
                    Files.writeString(to, Files.readString(from).replace("@native.modules@", present));
                    boolean program = to.getParent().endsWith("bin");
                    Files.setPosixFilePermissions(
                            to, PosixFilePermissions.fromString(program ? "rwxr-xr-x" : "rw-r--r--"));
                }
            }
        }
        for (String name : List.of("pmon3", "procdog")) {
            Files.createSymbolicLink(image.resolve("bin").resolve(name), Path.of("pmon"));
        }
    }

    /** The jars of the plugins that come with pmon, each in a directory of its name; they are in no layer but their own. */
    private void layPlugins(Path sources) throws IOException {
        try (Stream<Path> jars = Files.walk(sources, 4)) {
            for (Path jar : jars.filter(path -> path.toString().endsWith(".jar"))
                    .sorted()
                    .toList()) {
                Path within = sources.relativize(jar);
                boolean built = within.getNameCount() > 2
                        && within.getName(1).toString().equals("target");
                boolean packed = built
                        && (within.getNameCount() == 3
                                || within.getName(2).toString().equals("libraries"));
                if (packed) {
                    Path to = Files.createDirectories(image.resolve("plugins").resolve(within.getName(0)));
                    Files.copy(jar, to.resolve(jar.getFileName()));
                }
            }
        }
    }

    /** What a part needs of the JVM of both programs, in a file named after its module; an image without the part must not ask for it. */
    private void addFlagsOfParts() throws IOException {
        for (String module : moduleNames()) {
            Path flags = skeleton.resolveSibling("parts").resolve(module + ".jvmargs");
            if (Files.exists(flags)) {
                for (String program : List.of("pmon", "pmond")) {
                    Path arguments = image.resolve("lib/" + program + ".jvmargs");
                    Files.writeString(arguments, Files.readString(flags), StandardOpenOption.APPEND);
                }
            }
        }
    }

    /** Manual pages and completion scripts, which the command line makes from its own commands. */
    private void writeShared() throws Exception {
        var write = new ProcessBuilder(
                image.resolve("lib/runtime/bin/java").toString(),
                "@" + image.resolve("lib/pmon.jvmargs"),
                "-m",
                "pmon.cli/pmon.cli.SharedFiles",
                image.resolve("share").toString());
        finish(quiet(write).start(), "writing manual pages", 0);
    }

    /** The daemon serves what the command line's training asks of it, so one conversation trains both. */
    private void train() throws Exception {
        Path home = Files.createTempDirectory("pmon-training");
        // Small enough that what is printed is rotated.
        Files.writeString(home.resolve("config.yml"), "logs:\n  max_size: 256KiB\n");
        Process daemon = java("pmond", home, "pmon.daemon/pmon.daemon.Main")
                .redirectError(Redirect.PIPE)
                .start();
        CompletableFuture.delayedExecutor(STEP_TIMEOUT_SECONDS, TimeUnit.SECONDS)
                .execute(daemon::destroyForcibly);
        try (BufferedReader said = daemon.errorReader()) {
            List<String> beginning = new ArrayList<>();
            String line = said.readLine();
            while (line != null && !line.equals("ready")) {
                beginning.add(line);
                line = said.readLine();
            }
            Files.write(log, beginning, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
            require(line != null, "the daemon ended while being trained: " + String.join("; ", beginning));
            Process commands = java("pmon", home, "pmon.cli/pmon.cli.Training").start();
            finish(commands, "training of the command line", 0);
            // Process.destroy would close the reader as well.
            daemon.toHandle().destroy();
            Files.write(log, said.lines().toList(), StandardOpenOption.CREATE, StandardOpenOption.APPEND);
            finish(daemon, "training of the daemon", 0, 143);
        } finally {
            daemon.destroyForcibly();
            delete(home);
        }
        require(Files.exists(cache("pmon")) && Files.exists(cache("pmond")), "training left no cache");
    }

    private ProcessBuilder java(String program, Path home, String main) {
        var builder = new ProcessBuilder(
                image.resolve("lib/runtime/bin/java").toString(),
                "@" + image.resolve("lib/" + program + ".jvmargs"),
                "-XX:AOTCacheOutput=" + cache(program),
                "-Dpmon.image=" + image,
                "-Dorg.sqlite.lib.path=" + image.resolve("lib/native"),
                "-Dorg.newsclub.net.unix.library.override.force="
                        + image.resolve("lib/native/libjunixsocket-native.so"),
                "-m",
                main);
        return quiet(cleanEnvironment(builder, home));
    }

    /** What the steps print is of interest only when one of them fails. */
    private ProcessBuilder quiet(ProcessBuilder builder) {
        return builder.redirectOutput(Redirect.appendTo(log.toFile())).redirectError(Redirect.appendTo(log.toFile()));
    }

    private Path cache(String program) {
        return image.resolve("lib/" + program + ".aot");
    }

    private void checkMovedCopy() throws Exception {
        Path elsewhere = Files.createTempDirectory("pmon-moved");
        try {
            Path copy = elsewhere.resolve("a directory").resolve("pmon");
            Files.createDirectories(copy.getParent());
            finish(
                    quiet(new ProcessBuilder("cp", "-R", image.toString(), copy.toString()))
                            .start(),
                    "copying",
                    0);
            for (List<String> command : List.of(List.of("pmon", "version"), List.of("pmond", "--version"))) {
                String program = command.getFirst();
                Path arguments = copy.resolve("lib/" + program + ".jvmargs");
                Files.writeString(
                        arguments, Files.readString(arguments) + "-XX:AOTMode=on\n-Xlog:aot*=warning:stderr\n");
                Path home = Files.createDirectories(elsewhere.resolve("home"));
                var version = new ProcessBuilder(copy.resolve("bin/" + program).toString(), command.getLast());
                Process check = cleanEnvironment(version, home)
                        .redirectErrorStream(true)
                        .start();
                String said = new String(check.getInputStream().readAllBytes());
                require(
                        check.waitFor() == 0 && !said.contains("aot"),
                        "the cache of " + program + " is rejected: " + said);
            }
        } finally {
            delete(elsewhere);
        }
    }

    private void pack(String version) throws Exception {
        String name = "pmon-" + version;
        Path tarball = image.resolveSibling(name + "-linux-" + architecture() + ".tar.gz");
        List<String> tar = new ArrayList<>(List.of("tar", "--create", "--file", tarball.toString()));
        tar.addAll(List.of(
                "--use-compress-program",
                "gzip -6",
                "--sort=name",
                "--numeric-owner",
                "--owner=0",
                "--group=0",
                "--mode=u+rwX,go+rX,go-w"));
        tar.addAll(List.of("--transform", "s,^" + image.getFileName() + "," + name + ",S"));
        tar.addAll(List.of(
                "--directory", image.getParent().toString(), image.getFileName().toString()));
        finish(quiet(new ProcessBuilder(tar)).start(), "packing", 0);
    }

    private static String architecture() {
        String name = System.getProperty("os.arch");
        return Map.of("amd64", "x86_64", "arm64", "aarch64").getOrDefault(name, name);
    }

    private static ProcessBuilder cleanEnvironment(ProcessBuilder builder, Path home) {
        Map<String, String> environment = builder.environment();
        environment
                .keySet()
                .removeIf(name -> name.startsWith("PMON") || name.startsWith("CONFIGOR_") || name.contains("JAVA_"));
        environment.put("PMON_HOME", home.toString());
        return builder;
    }

    private void finish(Process process, String what, int... accepted) throws InterruptedException {
        if (!process.waitFor(STEP_TIMEOUT_SECONDS, TimeUnit.SECONDS)) {
            process.destroyForcibly();
            throw new IllegalStateException(what + " took more than " + STEP_TIMEOUT_SECONDS + " s");
        }
        int code = process.exitValue();
        boolean fine = Arrays.stream(accepted).anyMatch(wanted -> wanted == code);
        require(fine, what + " ended with " + code + "; see " + log);
    }

    private static void delete(Path root) throws IOException {
        if (!Files.exists(root, LinkOption.NOFOLLOW_LINKS)) {
            return;
        }
        try (Stream<Path> files = Files.walk(root)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }

    private static void require(boolean holds, String otherwise) {
        if (!holds) {
            throw new IllegalStateException(otherwise);
        }
    }
}
