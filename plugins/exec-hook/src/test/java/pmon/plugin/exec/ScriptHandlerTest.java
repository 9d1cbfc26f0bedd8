package pmon.plugin.exec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import pmon.api.process.ProcessRecord;
import pmon.api.process.ProcessSpec;
import pmon.api.spi.event.EventHandler;
import pmon.api.spi.event.EventHandlerProvider;
import pmon.api.spi.event.Occurrence;
import pmon.api.spi.event.Occurrence.Kind;
import pmon.api.spi.plugin.PluginSettings;
import pmon.testkit.event.EventHandlerContract;
import pmon.testkit.event.LiveContext;
import pmon.testkit.event.Occurrences;

/** Real scripts. */
@Timeout(120)
class ScriptHandlerTest extends EventHandlerContract {
    @TempDir
    private Path home;

    private final LiveContext context = new LiveContext();

    @Override
    protected EventHandlerProvider provider() {
        return new ScriptHandlerProvider();
    }

    @Override
    protected Map<String, Object> working() throws IOException {
        return Map.of("process_restart", script("#!/bin/sh\n").toString());
    }

    private Path script(String text) throws IOException {
        Path script = Files.writeString(home.resolve("on_restart"), text);
        Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwxr-xr-x"));
        return script;
    }

    private void handle(Occurrence occurrence, String text) throws Exception {
        Map<String, Object> values = Map.of("process_restart", script(text).toString());
        try (EventHandler handler =
                provider().open(context, new PluginSettings(provider().settings(), values))) {
            handler.handle(occurrence);
        }
    }

    private String result() throws IOException {
        return Files.readString(home.resolve("result"));
    }

    private static Occurrence restart() {
        return Occurrences.of(Kind.PROCESS_RESTART, 3, 4);
    }

    @Test
    void theProgramsJsonIsTheFirstArgument() throws Exception {
        handle(restart(), "#!/bin/sh\nprintf '%s' \"$1\" > " + home + "/result; [ $# = 1 ]");
        assertThat(result())
                .isEqualTo("{\"id\":3,\"created_at\":\"2026-03-01T12:00:00Z\",\"updated_at\":\"2026-03-01T12:00:04Z\","
                        + "\"pid\":4711,\"log\":\"/var/log/p3.log\",\"name\":\"p3\","
                        + "\"process_file\":\"/usr/local/bin/web\",\"args\":\"-p 80\",\"status\":2,"
                        + "\"auto_restart\":true,\"uid\":1001,\"username\":\"alice\",\"gid\":1001,"
                        + "\"dependencies\":\"\",\"groups\":\"\",\"restart_count\":1,"
                        + "\"event\":\"process_restart\",\"time\":\"2026-03-01T12:00:04Z\",\"cause\":\"because\","
                        + "\"exit\":\"exit code 1\"}");
        assertThat(context.logged()).isEmpty();
    }

    @Test
    void valuesOfVariablesAreOnStandardInputOnly() throws Exception {
        handle(restart(), "#!/bin/sh\ncat > " + home + "/result; case $1 in *secret*) exit 1;; esac");
        assertThat(result()).contains("\"env_vars\":\"TOKEN=secret\",\"status\":2");
        assertThat(context.logged()).isEmpty();
    }

    @Test
    void theEventIsAVariable() throws Exception {
        handle(restart(), "#!/bin/sh\necho $PMON_EVENT > " + home + "/result");
        assertThat(result()).isEqualTo("process_restart\n");
    }

    @Test
    void aScriptThatFailsIsLoggedWithWhatItWrote() throws Exception {
        handle(restart(), "#!/bin/sh\ncat > /dev/null; echo out; echo err >&2; exit 3");
        assertThat(context.logged())
                .containsExactly("WARNING the script " + home
                        + "/on_restart for process_restart of p3 failed: exit code 3; it wrote:\nout\nerr");
    }

    @Test
    void withoutAScriptForItNothingHappens() throws Exception {
        handle(Occurrences.of(Kind.PROCESS_FAILURE, 3, 4), "#!/bin/sh\ntouch " + home + "/result");
        assertThat(home.resolve("result")).doesNotExist();
    }

    @Test
    void aScriptOfARelativePathIsRefused() {
        assertThatThrownBy(() -> open(Map.of("process_failure", "bin/alert")))
                .hasMessage("process_failure: bin/alert is not an absolute path");
    }

    @Test
    void whatIsTooLongForAnArgumentIsLeftOut() throws Exception {
        handle(long_(restart()), "#!/bin/sh\ncat > " + home + "/result; printf '%s' \"$1\" >> " + home + "/result");
        assertThat(context.logged()).isEmpty();
        assertThat(result().length()).isLessThan(2_000);
        assertThat(result()).contains("\"args\":\"\"").endsWith("\"truncated\":true}");
    }

    private static Occurrence long_(Occurrence occurrence) {
        ProcessRecord program = occurrence.program();
        ProcessSpec spec = program.spec();
        ProcessSpec large = new ProcessSpec(
                spec.name(),
                spec.file(),
                List.of("x".repeat(200_000)),
                Map.of("BIG", "y".repeat(2_000_000)),
                Map.of(),
                spec.cwd(),
                spec.user(),
                spec.log(),
                true,
                spec.restart(),
                spec.stop(),
                List.of(),
                List.of());
        return new Occurrence(
                occurrence.kind(),
                occurrence.event(),
                new ProcessRecord(
                        program.id(),
                        large,
                        program.goal(),
                        program.status(),
                        program.generation(),
                        program.restartCount(),
                        null,
                        null,
                        program.exit(),
                        "",
                        program.createdAt(),
                        program.updatedAt()));
    }
}
