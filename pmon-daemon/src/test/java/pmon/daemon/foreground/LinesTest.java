package pmon.daemon.foreground;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class LinesTest {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private final Screen screen = new Screen(out, err, new Screen.Look(true, false));
    private final Destination web = new Destination.Lines(screen, Screen.Side.OUT, "web");
    private final Destination worker = new Destination.Lines(screen, Screen.Side.OUT, "worker");

    private static void print(Destination where, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        where.take(bytes, bytes.length);
    }

    private String shown() {
        return out.toString(StandardCharsets.UTF_8);
    }

    @Test
    void showsWholeLinesOfSeveralProgramsBesideEachOther() {
        screen.expect(List.of("web", "worker"));
        print(web, "ab");
        print(worker, "one\n\ntwo\n");
        print(web, "c\n");
        assertThat(shown()).isEqualTo("worker | one\nworker | \nworker | two\nweb    | abc\n");
    }

    @Test
    void showsALastLineWithoutANewline() {
        print(web, "bye");
        assertThat(shown()).isEmpty();
        web.end();
        web.end();
        assertThat(shown()).isEqualTo("web  | bye\n");
    }

    @Test
    void passesBytesOnAsTheyAre() {
        byte[] bytes = {(byte) 0xff, 0, 27, '\r', '\n'};
        web.take(bytes, bytes.length);
        assertThat(out.toByteArray()).endsWith(bytes);
    }

    @Test
    void cutsLinesThatWouldTakeAllMemory() {
        print(web, "x".repeat(Destination.Lines.MAX_LINE_BYTES + 3) + "\n");
        assertThat(shown().lines().map(String::length)).containsExactly(7 + Destination.Lines.MAX_LINE_BYTES, 7 + 3);
    }

    @Test
    void coloursNames() {
        Screen coloured = new Screen(out, err, new Screen.Look(true, true));
        print(new Destination.Lines(coloured, Screen.Side.OUT, "web"), "a\n");
        assertThat(shown()).isEqualTo("\u001b[36mweb  | \u001b[0ma\n");
    }

    @Test
    void goesOnWhenNobodyReadsAnyMore() {
        OutputStream gone = new OutputStream() {
            @Override
            public void write(int one) throws IOException {
                throw new IOException("Broken pipe");
            }
        };
        Screen half = new Screen(gone, err, new Screen.Look(true, false));
        print(new Destination.Lines(half, Screen.Side.OUT, "web"), "a\nb\n");
        half.say("still here");
        assertThat(err.toString(StandardCharsets.UTF_8)).isEqualTo("pmon | still here\n");
    }
}
