package pmon.distribution.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import pmon.distribution.image.Interruptible;
import pmon.distribution.image.Shell;

/** {@code pmon up}, alone and as the first process of its own world of processes. */
class ForegroundIT {
    private static final String PMON = PmonHome.IMAGE.resolve("bin/pmon").toString();

    private final PmonHome home = PmonHome.create();

    @AfterEach
    void close() throws Exception {
        home.close();
    }

    /** The programs of a file, a line of shell each. */
    private String file(String... programs) throws Exception {
        StringBuilder text = new StringBuilder("processes:\n");
        for (String program : programs) {
            text.append("  - ").append(program).append('\n');
        }
        return Files.writeString(home.work().resolve("app.yaml"), text).toString();
    }

    private static String program(String name, String script, String more) {
        return "{name: " + name + ", file: /bin/sh, args: [-c, '" + script + "']" + more + "}";
    }

    /** Ends with a word at TERM. */
    private static String lasting(String name) {
        return "trap \"echo " + name + " ends; exit 0\" TERM; echo " + name + " runs; while :; do sleep 0.05; done";
    }

    private void awaitLine(Path file, String line) throws Exception {
        Await.until(() -> line + " in " + read(file), () -> read(file).contains(line));
    }

    private static String read(Path file) {
        try {
            return Files.exists(file) ? Files.readString(file, StandardCharsets.UTF_8) : "";
        } catch (java.io.IOException e) {
            return "";
        }
    }

    /** A run whose output is in a file, with stderr behind stdout in it. */
    private Process up(Path out, List<String> before, String... words) throws Exception {
        List<String> command = new ArrayList<>(before);
        command.addAll(List.of(PMON, "up"));
        command.addAll(List.of(words));
        ProcessBuilder builder = new ProcessBuilder(Interruptible.command(command))
                .directory(home.work().toFile())
                .redirectErrorStream(true)
                .redirectOutput(out.toFile());
        builder.environment().keySet().removeIf(name -> name.startsWith("PMON") || name.contains("JAVA_"));
        builder.environment().put("PMON_HOME", home.directory().toString());
        builder.environment().put(PmonHome.MARK, home.work().toString());
        return builder.start();
    }

    private void signal(String name, long pid) throws Exception {
        home.run("kill", "-" + name, Long.toString(pid)).succeeds();
    }

    private static int ended(Process process) throws Exception {
        assertThat(process.waitFor(Await.BOUND.toSeconds(), TimeUnit.SECONDS)).isTrue();
        return process.exitValue();
    }

    @Test
    void showsWhatProgramsPrintAndAnswersWithTheExitOfTheOnlyOne() throws Exception {
        String file = file(program("job", "echo one; printf two; exit 3", ", no_auto_restart: true"));
        Shell.Result result =
                new Shell(home.work(), Map.of("PMON_HOME", home.directory().toString())).run(PMON, "up", file);
        assertThat(result.code()).isEqualTo(3);
        assertThat(result.out()).isEqualTo("job  | one\njob  | two\n");
        assertThat(home.directory().resolve("data")).doesNotExist();
        assertThat(home.directory().resolve("logs")).doesNotExist();
    }

    @Test
    void answersCommandsAndStopsInOrder() throws Exception {
        Path out = home.work().resolve("out");
        Process up = up(
                out,
                List.of(),
                file(program("db", lasting("db"), ""), program("web", lasting("web"), ", dependencies: [db, cache]")));
        awaitLine(out, "web  | web runs");
        awaitCommands();
        assertThat(read(out)).contains("web depends on cache, which is not known: it does not wait for it");
        assertThat(home.pmon("log", "web").failsWith(1).err()).contains("web has no log", "the screen");
        assertThat(home.json("ls")).hasSize(2);
        assertThat(home.json("daemon", "status").get("pid").asLong()).isEqualTo(up.pid());
        Path second = home.work().resolve("second");
        assertThat(ended(up(second, List.of(), home.work().resolve("app.yaml").toString())))
                .isEqualTo(4);
        assertThat(read(second)).contains("another pmond (pid " + up.pid() + ")", "PMON_HOME");
        up.destroy();
        assertThat(ended(up)).isZero();
        assertThat(read(out).lines().filter(line -> line.matches("(web|db) .* ends")))
                .containsExactly("web  | web ends", "db   | db ends");
    }

    @Test
    void endsWithTheMainProgram() throws Exception {
        Path out = home.work().resolve("out");
        String main = program("main", "sleep 0.2; kill -USR1 $$", "");
        Process up = up(out, List.of(), file(program("side", lasting("side"), ""), main), "--exit-on", "main");
        assertThat(ended(up)).isEqualTo(128 + 10);
        assertThat(read(out)).contains("side | side ends");
    }

    @Test
    void killsWhatDoesNotStopInTime() throws Exception {
        Path out = home.work().resolve("out");
        String deaf = "trap \"\" TERM; echo deaf; while :; do sleep 0.05; done";
        Process up = up(out, List.of(), file(program("deaf", deaf, ", stop_timeout: 200ms")));
        awaitLine(out, "deaf | deaf");
        up.destroy();
        assertThat(ended(up)).isEqualTo(128 + 9);

        Process bounded =
                up(out, List.of(), file(program("deaf", deaf, ", stop_timeout: 5m")), "--stop-within", "200ms");
        awaitLine(out, "deaf | deaf");
        bounded.destroy();
        assertThat(ended(bounded)).isEqualTo(128 + 9);
    }

    @Test
    void passesSignalsOn() throws Exception {
        Path out = home.work().resolve("out");
        String hears = "trap \"echo heard it\" USR1; trap \"exit 7\" TERM; echo here; while :; do sleep 0.05; done";
        Process up = up(out, List.of(), file(program("web", hears, "")));
        awaitLine(out, "web  | here");
        signal("USR1", up.pid());
        awaitLine(out, "web  | heard it");
        signal("INT", up.pid());
        assertThat(ended(up)).isEqualTo(7);
    }

    @Test
    void isAFirstProcess() throws Exception {
        Path out = home.work().resolve("out");
        // An orphan that becomes the first process's: its parent is gone before it ends.
        String orphans = "(setsid sleep 0.1 & ) ; " + lasting("web");
        List<String> world = List.of("unshare", "--pid", "--fork", "--kill-child", "--mount-proc");
        Process up =
                up(out, world, file(program("db", lasting("db"), ""), program("web", orphans, ", dependencies: [db]")));
        awaitLine(out, "web  | web runs");
        Live first = new Live(up.toHandle().children().findFirst().orElseThrow().pid());
        awaitCommands();
        assertThat(home.json("daemon", "status").get("pid").asLong()).isEqualTo(1);
        Await.until("no zombie", () -> zombies(first) == 0);
        signal("TERM", first.pid());
        assertThat(ended(up)).isZero();
        assertThat(read(out).lines().filter(line -> line.matches("(web|db) .* ends")))
                .containsExactly("web  | web ends", "db   | db ends");
    }

    /** Programs come first: it listens when they have been started, a moment later with queues than with a socket. */
    private void awaitCommands() throws Exception {
        Await.until("it listens", () -> Files.exists(home.directory().resolve("run/endpoint")));
    }

    private static long zombies(Live first) {
        return ProcessHandle.of(first.pid())
                .orElseThrow()
                .descendants()
                .filter(process ->
                        read(Path.of("/proc/" + process.pid() + "/stat")).contains(") Z "))
                .count();
    }

    @Test
    void runsOnAReadOnlyRoot() throws Exception {
        Path out = home.work().resolve("out");
        String file = file(program("web", "echo here; exit 5", ", no_auto_restart: true"));
        String script =
                "mount --rbind / /mnt && mount -o remount,bind,ro /mnt && exec chroot /mnt env PMON_HOME=/nowhere "
                        + PMON + " up " + file;
        List<String> world = List.of("unshare", "--mount", "--propagation", "private", "sh", "-c", script);
        ProcessBuilder builder =
                new ProcessBuilder(world).redirectErrorStream(true).redirectOutput(out.toFile());
        assertThat(ended(builder.start())).isEqualTo(5);
        assertThat(read(out)).contains("/nowhere/run is on a read-only file system", "web  | here");
    }

    @Test
    void stopsAtAKey() throws Exception {
        Path out = home.work().resolve("out");
        String file = file(program("web", lasting("web"), ""));
        // script(1) gives it a terminal, into which it copies what it reads.
        ProcessBuilder builder = new ProcessBuilder(
                        "script", "--quiet", "--return", "--command", PMON + " up " + file, "/dev/null")
                .redirectOutput(out.toFile());
        builder.environment().put("PMON_HOME", home.directory().toString());
        builder.environment().put(PmonHome.MARK, home.work().toString());
        Process terminal = builder.start();
        awaitLine(out, "web runs");
        terminal.outputWriter().append('q').flush();
        assertThat(ended(terminal)).isZero();
        assertThat(read(out)).contains("\u001b[36mweb  | \u001b[0mweb ends");
    }
}
