package pmon.daemon.foreground;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.lang.System.Logger.Level;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import pmon.api.process.ExitStatus;
import pmon.api.process.Status;
import pmon.api.protocol.ProcessEvent;

class RunLogTest {
    private static final Instant NOW = Instant.parse("2026-01-02T03:04:05.678Z");

    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private final Screen screen = new Screen(OutputStream.nullOutputStream(), err, new Screen.Look(false, false));

    private RunLog log(boolean json, Level threshold) {
        return new RunLog(screen, Screen.Side.ERR, json, threshold, () -> NOW);
    }

    private String written() {
        return err.toString(StandardCharsets.UTF_8);
    }

    private static ProcessEvent event(ProcessEvent.Type type, String cause, Integer pid, ExitStatus exit) {
        return new ProcessEvent(1, NOW, type, "web", 1, 1, Status.INIT, Status.RUNNING, cause, pid, exit);
    }

    @Test
    void writesTextOfWhichValuesCanBeTakenApart() {
        log(false, Level.INFO).tell(event(ProcessEvent.Type.UNHEALTHY, "says \"no\"", 7, null));
        assertThat(written())
                .isEqualTo("2026-01-02T03:04:05.678Z ERROR unhealthy task=web pid=7 cause=\"says \\\"no\\\"\"\n");
    }

    @Test
    void writesOneJsonObjectALine() {
        log(true, Level.INFO).tell(event(ProcessEvent.Type.EXITED, "exit code 3", 7, new ExitStatus.Exited(3, NOW)));
        assertThat(written())
                .isEqualTo(
                        "{\"time\":\"2026-01-02T03:04:05.678Z\",\"level\":\"info\",\"msg\":\"exited\",\"task\":\"web\","
                                + "\"pid\":7,\"code\":3}\n");
    }

    @Test
    void leavesOutWhatIsLessThanItsLevel() {
        log(false, Level.ERROR).tell(event(ProcessEvent.Type.STARTED, "started", 7, null));
        log(false, Level.OFF).tell(event(ProcessEvent.Type.FAILED, "exit code 3", 7, null));
        assertThat(written()).isEmpty();
    }
}
