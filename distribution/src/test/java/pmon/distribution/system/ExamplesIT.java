package pmon.distribution.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** The plugins below {@code examples}, built as strangers build them, with nothing but the image, and loaded by it. */
class ExamplesIT {
    private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();

    @AutoClose
    private final PmonHome home = PmonHome.create();

    /** Builds and tests one, and puts its jar where plugins are. */
    private void install(String example) throws Exception {
        Path project = home.work().resolve(example);
        copy(ROOT.resolve("examples").resolve(example), project);
        Path own = home.work().resolve("maven-repository");
        ProcessBuilder maven = new ProcessBuilder(
                ROOT.resolve("mvnw").toString(),
                "--offline",
                "--batch-mode",
                "--no-transfer-progress",
                "--file",
                project.resolve("pom.xml").toString(),
                "-Dpmon.image=" + home.image(),
                // What is resolved from the image stays here; libraries that whoever runs the tests has are read there.
                "-Dmaven.repo.local=" + own,
                "-Dmaven.repo.local.tail=" + System.getProperty("pmon.maven.repository"),
                "-Daether.offline.protocols=file",
                "package");
        maven.environment().put("JAVA_HOME", System.getProperty("java.home"));
        maven.environment().remove("MAVEN_OPTS");
        maven.environment().remove("MAVEN_ARGS");
        Process process =
                maven.directory(ROOT.toFile()).redirectErrorStream(true).start();
        process.getOutputStream().close();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(said).isZero();
        assertThat(said).contains("Failures: 0, Errors: 0");
        assertThat(own.resolve("pmon/pmon-api")).isDirectory();
        Path directory =
                Files.createDirectories(home.directory().resolve("plugins").resolve(example));
        Files.copy(project.resolve("target/" + example + "-1.0.jar"), directory.resolve(example + ".jar"));
    }

    private static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Path relative = from.relativize(file);
                if (!relative.startsWith("target")) {
                    Path target = to.resolve(relative.toString());
                    Files.createDirectories(target.getParent());
                    Files.copy(file, target);
                }
            }
        }
    }

    private JsonNode plugin(String name) throws Exception {
        for (JsonNode plugin : home.json("plugin", "ls")) {
            if (plugin.get("name").asString().equals(name)) {
                return plugin;
            }
        }
        throw new AssertionError("no plugin " + name);
    }

    @Test
    void theEventHandlerHearsOfRestartsFailuresAndBackoffs() throws Exception {
        Path events = home.work().resolve("events");
        install("event-file");
        home.configure(
                "flap_detection:",
                "  is_enabled: true",
                "  threshold_restarted: 2",
                "plugins:",
                "  event-file:",
                "    file: " + events);
        home.pmon("exec", home.script("fails", "exit 3").toString(), "--no-autorestart");
        home.pmon("exec", home.script("flaps", "sleep 0.1; exit 1").toString());
        Await.until(
                "all is told",
                () -> told(events)
                        .containsAll(
                                List.of("process_failure fails", "process_restart flaps", "process_backoff flaps")));
        JsonNode plugin = plugin("event-file");
        assertThat(plugin.get("state").asString()).isEqualTo("running");
        assertThat(plugin.get("version").asString()).isEqualTo("1.0");
    }

    /** The word and the program of each line. */
    private static List<String> told(Path events) throws IOException {
        return Files.exists(events)
                ? Files.readAllLines(events).stream()
                        .map(line -> line.replaceAll("^\\S+ (\\S+) (\\S+):.*", "$1 $2"))
                        .toList()
                : List.of();
    }

    @Test
    void theMonitorSaysWhetherThereIsRoomAndItsSettingsAreChecked() throws Exception {
        install("free-space");
        Path script = home.script("web", "exec sleep 1000");
        home.processes("""
                {"processes": [
                    {"name": "web", "file": "%1$s", "monitors": [
                        {"type": "free-space", "at_least_mib": 0, "period": "50ms"}]},
                    {"name": "full", "file": "%1$s", "monitors": [
                        {"type": "free-space", "at_least_mib": 99999999999, "period": "50ms"}]}]}
                """.formatted(script));
        home.pmon("init");
        Await.until(
                "one is found healthy",
                () -> home.desc("web").get("health").asString().equals("healthy"));
        Await.until(
                "the other is not",
                () -> home.pastEvents("full").stream()
                        .anyMatch(event -> event.get("type").asString().equals("unhealthy")
                                && event.get("cause").asString().contains("MiB left, not 99999999999")));
        assertThat(plugin("free-space").get("state").asString()).isEqualTo("running");
        home.processes("""
                {"processes": [{"name": "web", "file": "/bin/sleep", "monitors": [
                    {"type": "free-space", "at_least_mb": 1}]}]}
                """);
        assertThat(home.pmon("init").failsWith(2).err()).contains("at_least_mb").contains("did you mean at_least_mib?");
    }
}
