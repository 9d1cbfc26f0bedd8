package pmon.distribution.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import pmon.distribution.image.Interruptible;
import pmon.distribution.image.Shell;
import tools.jackson.databind.JsonNode;

/**
 * A {@code PMON_HOME} of its own, with the image's commands. At its end it kills what was started in it, and fails the test whose daemon
 * left something behind. A variable in the environment, which daemon and programs inherit, tells what that is.
 */
final class PmonHome {
    static final Path IMAGE = Path.of(System.getProperty("pmon.image"));
    /** The variable; its value is {@link #work()}. */
    static final String MARK = "WHOLE_SYSTEM_TEST";

    private final Path root;
    private final Path directory;
    private final Path image;
    private final List<String> prefix;
    private final Map<String, String> environment = new HashMap<>();

    private PmonHome(Path root, String name, Path image, List<String> prefix) {
        this.root = root;
        this.directory = root.resolve(name);
        this.image = image;
        this.prefix = prefix;
        environment.put("PMON_HOME", directory.toString());
        environment.put(MARK, root.toString());
    }

    static PmonHome create() {
        return named("home");
    }

    /** With this path below a fresh directory. */
    static PmonHome named(String name) {
        return new PmonHome(fresh(), name, IMAGE, List.of());
    }

    /** With another image than the one that was built. */
    static PmonHome ofImage(Path image) {
        return new PmonHome(fresh(), "home", image, List.of());
    }

    /** Of another user, as whom all commands run. */
    static PmonHome ofUser(String user) throws IOException {
        PmonHome home = new PmonHome(
                fresh(), "home", IMAGE, List.of("setpriv", "--reuid=" + user, "--regid=65534", "--clear-groups"));
        Files.setPosixFilePermissions(home.root, PosixFilePermissions.fromString("rwxrwxrwx"));
        return home;
    }

    PmonHome with(String variable, String value) {
        environment.put(variable, value);
        return this;
    }

    PmonHome without(String variable) {
        environment.remove(variable);
        return this;
    }

    Path directory() {
        return directory;
    }

    /** Of programs and files that the test makes; commands are called from here. */
    Path work() {
        return root;
    }

    Path image() {
        return image;
    }

    /** Runs a command to its end. */
    Answer pmon(String... words) throws Exception {
        return run(image.resolve("bin/pmon").toString(), words);
    }

    /** Runs a program with this environment. */
    Answer run(String program, String... words) throws Exception {
        List<String> command = command(program, words);
        Shell.Result result = new Shell(root, environment).run(command.toArray(String[]::new));
        return new Answer(String.join(" ", command), result);
    }

    /** What a command that has to succeed answers in JSON. */
    JsonNode json(String... words) throws Exception {
        String[] all = Arrays.copyOf(words, words.length + 1);
        all[words.length] = "--json";
        return pmon(all).succeeds().json();
    }

    /** Starts a command that goes on. */
    Following follow(String... words) throws IOException {
        return followProgram(image.resolve("bin/pmon").toString(), words);
    }

    /** Starts a program with this environment. */
    Following followProgram(String program, String... words) throws IOException {
        ProcessBuilder builder =
                new ProcessBuilder(Interruptible.command(command(program, words))).directory(root.toFile());
        builder.environment().keySet().removeIf(name -> name.startsWith("PMON") || name.contains("JAVA_"));
        builder.environment().putAll(environment);
        return new Following(builder);
    }

    /** All events from the first on, as JSON. */
    Following events() throws IOException {
        return follow("events", "--after", "0", "--json");
    }

    /** Starts the daemon and returns its process. */
    Live startDaemon() throws Exception {
        return new Live(json("daemon", "start").get("pid").asLong());
    }

    Live daemon() throws Exception {
        return new Live(json("daemon", "status").get("pid").asLong());
    }

    /** Where the daemon listens: a socket, or a directory of queues. */
    Path listens() throws IOException {
        return Path.of(
                Files.readString(directory.resolve("run/endpoint")).strip().replaceFirst("^[a-z]+:", ""));
    }

    JsonNode desc(String program) throws Exception {
        return json("desc", program);
    }

    /** The process of a program. */
    Live live(String program) throws Exception {
        return new Live(desc(program).get("pid").asLong());
    }

    /** What has happened to a program so far. */
    List<JsonNode> pastEvents(String program) throws Exception {
        return pmon("events", "--after", "0", "--no-follow", "--json")
                .succeeds()
                .out()
                .lines()
                .map(Answer::parse)
                .filter(event -> event.get("process").asString().equals(program))
                .toList();
    }

    /** Makes an executable shell script. */
    Path script(String name, String... lines) throws IOException {
        Path script = Files.writeString(root.resolve(name), "#!/bin/sh\n" + String.join("\n", lines) + "\n");
        return Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    /** Writes the configuration file. */
    void configure(String... lines) throws IOException {
        Files.createDirectories(directory);
        Files.writeString(directory.resolve("config.yml"), String.join("\n", lines) + "\n");
    }

    /** Writes the process configuration, as JSON. */
    void processes(String text) throws IOException {
        Files.createDirectories(directory);
        Files.writeString(directory.resolve("process.config.json"), text);
    }

    /** Name and status of all programs, in the order of their ids. */
    List<String> statuses() throws Exception {
        List<String> statuses = new ArrayList<>();
        json("ls")
                .forEach(program -> statuses.add(program.get("name").asString() + " "
                        + program.get("status").asString()));
        return statuses;
    }

    /** The processes of all programs, in the order of their ids; 0 where none runs. */
    List<Long> pids() throws Exception {
        List<Long> pids = new ArrayList<>();
        json("ls").forEach(program -> pids.add(program.get("pid").asLong(0)));
        return pids;
    }

    Path log(String program) {
        return directory.resolve("logs").resolve(program + ".log");
    }

    /** Called by {@code @AutoClose}. */
    void close() throws Exception {
        List<String> left = new ArrayList<>();
        try {
            if (Files.exists(directory.resolve("run/endpoint"))) {
                Path listens = listens();
                pmon("kill", "--force");
                pmon("daemon", "stop").succeeds();
                assertThat(listens).as("where it listened").doesNotExist();
                // The kernel lets go of the lock that `daemon stop` waits for a moment before the process is gone.
                Await.until("the daemon is gone", () -> started().stream().noneMatch(Live::daemon));
            }
        } finally {
            for (Live process : started()) {
                // One without a command line has let go of its memory: it is just ending.
                if (!process.daemon() && !process.commandLine().isEmpty()) {
                    left.add(process.toString());
                }
                process.kill();
            }
            Await.until("nothing is left", () -> started().isEmpty());
            delete(root);
        }
        assertThat(left).as("left behind by the daemon").isEmpty();
    }

    /** All processes that were started in this home and live, the daemon and commands among them. */
    List<Live> started() throws IOException {
        return Live.carrying(MARK, root.toString());
    }

    private List<String> command(String program, String... words) {
        return Stream.of(prefix.stream(), Stream.of(program), Stream.of(words))
                .flatMap(all -> all)
                .toList();
    }

    private static Path fresh() {
        try {
            return Files.createTempDirectory("pmon-it").toRealPath();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void delete(Path directory) throws IOException {
        Files.walkFileTree(directory, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Files.delete(file);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path visited, IOException e) throws IOException {
                Files.delete(visited);
                return FileVisitResult.CONTINUE;
            }
        });
    }
}
