package pmon.distribution.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Runs the examples of the documents, each document from top to bottom in a shell and with a daemon of its own. The documents show
 * what root sees, so places, the user and the port are put in where they differ here. They speak of the usual parts.
 */
@EnabledIfSystemProperty(named = "pmon.image.ipc-socket", matches = "runtime")
@EnabledIfSystemProperty(named = "pmon.image.store-sqlite", matches = "runtime")
class DocumentationIT {
    private static final Path IMAGE = Path.of(System.getProperty("pmon.image"));
    /** Without what developers put in front of it: a python3 that is a script starts others before it is one process. */
    private static final String PATH = "/usr/local/bin:/usr/bin:/bin";

    private static final String PORT = "8000";
    private static final Pattern KILL = Pattern.compile("kill -9 (\\d+)");
    private static final Pattern NUMBER = Pattern.compile("\\b\\d+\\b");

    @TempDir
    private Path temp;

    static List<Path> documents() throws IOException {
        try (Stream<Path> files = Files.list(Documents.ROOT.resolve("docs"))) {
            return Stream.concat(Stream.of(Documents.ROOT.resolve("README.md")), files)
                    .filter(DocumentationIT::hasExamples)
                    .sorted()
                    .toList();
        }
    }

    private static boolean hasExamples(Path file) {
        try {
            return file.toString().endsWith(".md") && !Example.in(file).isEmpty();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @ParameterizedTest
    @MethodSource("documents")
    void examplesPrintWhatTheDocumentSays(Path document) throws IOException {
        Path home = temp.resolve("home");
        Path directory = temp.resolve("clone");
        Files.createDirectories(directory.resolve("docs"));
        script(directory.resolve("pmon"), "exec '" + IMAGE.resolve("bin/pmon") + "' \"$@\"");
        Map<String, String> environment = Map.of(
                "PMON_HOME", home.toString(), "PATH", IMAGE.resolve("bin") + ":" + PATH, "COLUMNS", "100", "TZ", "UTC");
        Map<String, String> here = new HashMap<>(Map.of(PORT, freePort()));
        try (Session session = new Session(directory, environment)) {
            try {
                for (Example example : Example.in(document)) {
                    String command = put(example.command(), here);
                    List<String> printed = session.type(command).stream()
                            .map(line -> asRoot(line, home).replace(here.get(PORT), PORT))
                            .toList();
                    awaitDeath(command, session);
                    learn(Volatile.pids(example.output()), Volatile.pids(printed), here);
                    check(document, example, printed);
                }
            } finally {
                session.type("pmon kill --force; pmon daemon stop");
            }
        }
    }

    /** Who was killed dies once it gets a processor, for which it may have to wait longer than a person who types takes. */
    private static void awaitDeath(String command, Session session) throws IOException {
        Matcher kill = KILL.matcher(command);
        if (kill.matches()) {
            session.type("while kill -0 " + kill.group(1) + " 2>/dev/null; do sleep 0.01; done");
        }
    }

    private static void check(Path document, Example example, List<String> printed) {
        String pattern = Volatile.hidden(example.output()).stream()
                .map(line -> line.equals("…") ? "(.*\n)*?" : "\\Q" + line + "\\E\n")
                .collect(Collectors.joining());
        String seen = Volatile.hidden(printed).stream().map(line -> line + "\n").collect(Collectors.joining());
        assertThat(seen)
                .as(
                        "%s, line %d, $ %s\nprints:\n%s",
                        document, example.line(), example.command(), String.join("\n", printed))
                .matches(pattern);
    }

    /** What the document calls one process id, is another one here. */
    private static void learn(List<String> written, List<String> seen, Map<String, String> here) {
        for (int i = 0; i < Math.min(written.size(), seen.size()); i++) {
            here.put(written.get(i), seen.get(i));
        }
    }

    private static String put(String command, Map<String, String> here) {
        return NUMBER.matcher(command).replaceAll(number -> here.getOrDefault(number.group(), number.group()));
    }

    private static String asRoot(String line, Path home) {
        return line.replace(home.resolve("run").toString(), "/run/pmon3")
                .replace(home.resolve("logs").toString(), "/var/log/pmond")
                .replace(home.resolve("data").toString(), "/etc/pmon3/data")
                .replaceAll("\\b" + System.getProperty("user.name") + "\\b", "root");
    }

    private static void script(Path file, String line) throws IOException {
        Files.writeString(file, "#!/bin/sh\n" + line + "\n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwx------"));
    }

    private static String freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return Integer.toString(socket.getLocalPort());
        }
    }
}
