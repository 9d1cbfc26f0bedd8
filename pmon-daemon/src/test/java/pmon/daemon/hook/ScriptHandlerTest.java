package pmon.daemon.hook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.ResourceBundle;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import pmon.api.process.ExitStatus;
import pmon.api.process.Goal;
import pmon.api.process.ProcessName;
import pmon.api.process.ProcessRecord;
import pmon.api.process.ProcessSpec;
import pmon.api.process.ProcessSpec.RestartSettings;
import pmon.api.process.ProcessSpec.StopSettings;
import pmon.api.process.Status;
import pmon.api.protocol.ProcessEvent;
import pmon.api.spi.kernel.Kernel;
import pmon.api.spi.kernel.KernelSettings;
import pmon.daemon.config.Configuration.EventScripts;
import pmon.daemon.fixture.People;
import pmon.daemon.fixture.Programs;
import pmon.os.linux.LinuxKernelProvider;

/** Real scripts, run by the kernel port of Linux. */
@Timeout(120)
class ScriptHandlerTest {
    @TempDir
    private Path home;

    private final List<String> logged = new ArrayList<>();

    private final System.Logger log = new System.Logger() {
        @Override
        public String getName() {
            return "test";
        }

        @Override
        public boolean isLoggable(Level level) {
            return level.getSeverity() > Level.DEBUG.getSeverity();
        }

        @Override
        public void log(Level level, ResourceBundle bundle, String message, Throwable thrown) {
            logged.add(level + " " + message);
        }

        @Override
        public void log(Level level, ResourceBundle bundle, String format, Object... values) {
            logged.add(level + " " + format);
        }
    };

    private Kernel kernel;

    @BeforeEach
    void open() {
        kernel = new LinuxKernelProvider().open(new KernelSettings("hook", OptionalLong.empty()));
    }

    @AfterEach
    void close() {
        kernel.close();
    }

    private static final ProcessSpec WEB = new ProcessSpec(
            new ProcessName("web"),
            "/usr/local/bin/web",
            List.of("-p", "80", "it's two"),
            Map.of("TOKEN", "geheim 1", "A", "ü"),
            Map.of(),
            "/srv",
            People.ALICE,
            "/var/log/web.log",
            true,
            RestartSettings.DEFAULT,
            StopSettings.DEFAULT,
            List.of("db", "cache"),
            List.of("front"));

    private static Occurrence restart(ProcessSpec spec) {
        ProcessRecord record = new ProcessRecord(
                3,
                spec,
                Goal.UP,
                Status.BACKOFF,
                2,
                1,
                null,
                null,
                new ExitStatus.Exited(1, Programs.START),
                "",
                Programs.START,
                Programs.START.plusSeconds(5));
        ProcessEvent event = new ProcessEvent(
                9,
                Programs.START.plusSeconds(4),
                ProcessEvent.Type.STARTED,
                "web",
                3,
                2,
                Status.INIT,
                Status.RUNNING,
                "started",
                4711,
                null);
        return new Occurrence(Occurrence.Kind.PROCESS_RESTART, event, record);
    }

    private Path script(String text) throws IOException {
        Path script = Files.writeString(home.resolve("on_restart"), text);
        Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwxr-xr-x"));
        return script;
    }

    private void handle(Path script, Duration timeout, Occurrence occurrence) {
        new ScriptHandler(
                        () -> new EventScripts(script, null, null, timeout),
                        kernel::run,
                        kernel.accounts().self(),
                        Map.of("PATH", "/usr/bin:/bin"),
                        log)
                .handle(occurrence);
    }

    private void handle(String text) throws IOException {
        handle(script(text), Duration.ofSeconds(30), restart(WEB));
    }

    private String result() throws IOException {
        return Files.readString(home.resolve("result"));
    }

    @Test
    void theProgramsJsonIsTheFirstArgument() throws IOException {
        handle("#!/bin/sh\nprintf '%s' \"$1\" > " + home + "/result; [ $# = 1 ]");
        assertThat(result())
                .isEqualTo("{\"id\":3,\"created_at\":\"2026-03-01T12:00:00Z\",\"updated_at\":\"2026-03-01T12:00:05Z\","
                        + "\"pid\":4711,\"log\":\"/var/log/web.log\",\"name\":\"web\","
                        + "\"process_file\":\"/usr/local/bin/web\",\"args\":\"-p 80 'it'\\\\''s two'\",\"status\":2,"
                        + "\"auto_restart\":true,\"uid\":1001,\"username\":\"alice\",\"gid\":1001,"
                        + "\"dependencies\":\"db cache\",\"groups\":\"front\",\"restart_count\":1,"
                        + "\"event\":\"process_restart\",\"time\":\"2026-03-01T12:00:04Z\",\"cause\":\"started\","
                        + "\"exit\":\"exit code 1\"}");
        assertThat(logged).isEmpty();
    }

    @Test
    void valuesOfVariablesAreOnStandardInputOnly() throws IOException {
        handle("#!/bin/sh\ncat > " + home + "/result; case $1 in *geheim*) exit 1;; esac");
        assertThat(result()).contains("\"env_vars\":\"A=ü 'TOKEN=geheim 1'\",\"status\":2");
        assertThat(logged).isEmpty();
    }

    @Test
    void aScriptWithoutAFirstLineIsTheShells() throws IOException {
        handle("PROCESS_JSON=\"$1\"\necho \"$PMON_EVENT ${PROCESS_JSON%%,*}\" > " + home + "/result\n");
        assertThat(result()).isEqualTo("process_restart {\"id\":3\n");
        assertThat(logged).isEmpty();
    }

    @Test
    void aScriptThatFailsIsLoggedWithWhatItWrote() throws IOException {
        handle("#!/bin/sh\necho out; echo err >&2; exit 3");
        assertThat(logged)
                .containsExactly("WARNING the script " + home
                        + "/on_restart for process_restart of web failed: exit code 3; it wrote:\nout\nerr");
    }

    @Test
    void aScriptThatTakesTooLongIsKilled() throws IOException {
        handle(script("#!/bin/sh\necho begun; sleep 1000"), Duration.ofSeconds(1), restart(WEB));
        assertThat(logged)
                .containsExactly(
                        "WARNING the script " + home
                                + "/on_restart for process_restart of web took longer than 1s and was killed; it wrote:\nbegun");
    }

    @Test
    void aScriptThatCannotBeRunIsSaid() throws IOException {
        handle(home.resolve("gone"), Duration.ofSeconds(5), restart(WEB));
        handle("#!/no/such/interpreter\n");
        Path plain = Files.writeString(home.resolve("plain"), "echo hello");
        handle(plain, Duration.ofSeconds(5), restart(WEB));
        assertThat(logged).hasSize(3);
        assertThat(logged.get(0))
                .isEqualTo("ERROR the script " + home + "/gone for process_restart of web cannot be run: " + home
                        + "/gone: no such file");
        assertThat(logged.get(1))
                .contains("cannot be run")
                .contains("its interpreter /no/such/interpreter: no such file");
        assertThat(logged.get(2)).contains("cannot be run").contains("permission denied");
    }

    @Test
    void aRootDaemonRunsNoScriptThatOthersMayWrite() throws IOException {
        assumeTrue(kernel.accounts().self().root(), "only root is that careful");
        Path script = script("#!/bin/sh\ntouch " + home + "/result");
        Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwxrwxr-x"));
        handle(script, Duration.ofSeconds(5), restart(WEB));
        assertThat(home.resolve("result")).doesNotExist();
        assertThat(logged).singleElement().asString().contains("is not used by a root daemon");
    }

    @Test
    void withoutAScriptNothingHappens() {
        new ScriptHandler(
                        () -> new EventScripts(null, Path.of("/x"), Path.of("/y"), Duration.ofSeconds(1)),
                        _ -> {
                            throw new AssertionError("nothing to run");
                        },
                        kernel.accounts().self(),
                        Map.of(),
                        log)
                .handle(restart(WEB));
        assertThat(logged).isEmpty();
    }

    @Test
    void whatIsTooLongForAnArgumentIsLeftOut() throws IOException {
        ProcessSpec long_ = new ProcessSpec(
                WEB.name(),
                WEB.file(),
                List.of("x".repeat(200_000)),
                Map.of("BIG", "y".repeat(2_000_000)),
                Map.of(),
                WEB.cwd(),
                WEB.user(),
                WEB.log(),
                true,
                RestartSettings.DEFAULT,
                StopSettings.DEFAULT,
                List.of(),
                List.of());
        handle(
                script("#!/bin/sh\ncat > " + home + "/result; printf '%s' \"$1\" >> " + home + "/result"),
                Duration.ofSeconds(30),
                restart(long_));
        assertThat(logged).isEmpty();
        assertThat(result().length()).isLessThan(2_000);
        assertThat(result()).contains("\"args\":\"\"").endsWith("\"truncated\":true}");
    }
}
