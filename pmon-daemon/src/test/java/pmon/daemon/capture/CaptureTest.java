package pmon.daemon.capture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import pmon.api.process.ProcessIdentity;
import pmon.daemon.config.CaptureRules;
import pmon.daemon.fixture.People;
import pmon.daemon.fixture.Programs;

/** What becomes of pipes from one daemon to the next. */
class CaptureTest {
    private static final ProcessIdentity FORMER = new ProcessIdentity(77, 5, "boot");

    @TempDir
    private Path pipes = Path.of("set by JUnit");

    /** The kernel drops what is in a pipe that nobody has open. */
    private final FakePort port = new FakePort() {
        @Override
        public void endHolder(ProcessIdentity holder) {
            super.endHolder(holder);
            pipes.keySet().retainAll(openPipes.values());
        }
    };

    @BeforeEach
    void leavePipes() throws IOException {
        PipeDirectory.open(pipes).holder(FORMER);
        leave("1.out", "last words\n");
        leave("2.out", "and of another\n");
    }

    private void leave(String pipe, String text) throws IOException {
        Files.createFile(pipes.resolve(pipe));
        port.print(pipes.resolve(pipe).toString(), text);
    }

    @Test
    void whatEveryPipeHadIsInItsFileOnceTheNextDaemonIsThere() throws IOException {
        open().stop(true);
        assertThat(port.text("/web.log")).isEqualTo("last words\n");
        assertThat(port.text("/mail.log")).isEqualTo("and of another\n");
    }

    private Capture open() throws IOException {
        return Capture.open(
                port,
                pipes,
                0600,
                _ -> CaptureRules.STANDARD,
                () -> 0,
                new Silence(),
                List.of(
                        Programs.record(1, "web", People.ALICE, "/web.log"),
                        Programs.record(2, "mail", People.ALICE, "/mail.log")));
    }

    @Test
    void whatCannotGoIntoItsFileYetIsHeldForTheNextDaemon() throws IOException {
        port.opens = false;
        open().stop(true);
        port.opens = true;
        open().stop(true);
        assertThat(port.text("/web.log")).isEqualTo("last words\n");
        assertThat(port.text("/mail.log")).isEqualTo("and of another\n");
    }

    @Test
    void whatHasFoundNoRoomByTheEndIsHeldForTheNextDaemon() throws IOException {
        port.room = 0;
        open().stop(false);
        assertThat(port.endedHolders).containsExactly(FORMER);
    }

    @Test
    void nobodyHoldsEmptyPipesWhereNoProgramIsLeft() throws IOException {
        open().stop(false);
        assertThat(port.endedHolders).containsExactly(FORMER, new ProcessIdentity(1001, 1, "boot"));
    }
}
