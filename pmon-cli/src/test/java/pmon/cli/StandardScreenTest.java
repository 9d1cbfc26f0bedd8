package pmon.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import pmon.cli.shell.Failure;
import pmon.cli.shell.Screen.Outcome;

@Timeout(20)
class StandardScreenTest {
    private static final List<String> FOREVER = List.of("sleep", "1000");

    private static StandardScreen screen(InputStream keys) {
        return StandardScreen.of(Tty.none(), keys);
    }

    @Test
    void aProgramIsAwaitedWithAllItPrints() throws Failure {
        try (StandardScreen screen = screen(InputStream.nullInputStream())) {
            assertThat(screen.await(List.of("sh", "-c", "echo one; echo two >&2; exit 3")))
                    .isEqualTo(new Outcome.Printed("one\ntwo\n", 3));
        }
    }

    @Test
    void aKeyEndsTheWaitAndTheNextProgramIsAwaitedAgain() throws Exception {
        try (PipedOutputStream keyboard = new PipedOutputStream();
                StandardScreen screen = screen(new PipedInputStream(keyboard))) {
            keyboard.write('s');
            keyboard.flush();
            assertThat(screen.await(FOREVER)).isEqualTo(new Outcome.Pressed('s'));
            assertThat(screen.await(List.of("echo", "next"))).isEqualTo(new Outcome.Printed("next\n", 0));
        }
    }

    @Test
    void escapeAloneIsAKeyAndTheBeginningOfAnArrowIsNone() throws Exception {
        try (StandardScreen screen = screen(new ByteArrayInputStream(new byte[] {27}))) {
            assertThat(screen.await(FOREVER)).isEqualTo(new Outcome.Pressed((char) 27));
        }
        try (StandardScreen screen = screen(new ByteArrayInputStream(new byte[] {27, '[', 'A'}))) {
            assertThat(screen.await(List.of("echo", "on"))).isEqualTo(new Outcome.Printed("on\n", 0));
        }
    }

    @Test
    void aProgramThatIsNotThereIsTold() {
        try (StandardScreen screen = screen(InputStream.nullInputStream())) {
            assertThatThrownBy(() -> screen.await(List.of("/no/such/top")))
                    .isInstanceOf(Failure.class)
                    .hasMessageContaining("cannot run /no/such/top");
        }
    }
}
