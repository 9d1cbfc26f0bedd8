package pmon.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import pmon.api.protocol.Response;
import pmon.cli.command.CommandLine;
import pmon.cli.shell.Caller;
import pmon.cli.shell.Console;
import pmon.cli.shell.ReaderGone;

class StandardConsoleTest {
    private static final Caller CALLER = new Caller("/", Map.of(), false);

    /** Fails like a full disk, or like a pipe without a reader. */
    private record Broken(IOException failure) implements Console {
        @Override
        public void print(CharSequence text) throws IOException {
            throw failure;
        }

        @Override
        public void flush() {}

        @Override
        public void complain(String line) {
            assertThat(line).startsWith("pmon: cannot write the output: ");
        }

        @Override
        public boolean colour() {
            return false;
        }

        @Override
        public int columns() {
            return DEFAULT_COLUMNS;
        }
    }

    private static int list(Console console) {
        FakeClient client = FakeClient.answering(new Response.Processes(List.of()));
        return new CommandLine(CALLER, console, new FakeMachine(1), system -> client).run(List.of("ls"));
    }

    @Test
    void writesUtf8WhateverTheLocaleAndHoldsOutputBack() throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream error = new ByteArrayOutputStream();
        StandardConsole console = new StandardConsole(out, error, false, 100);
        console.print("⟳ │");
        assertThat(out.size()).isZero();
        console.complain("wörd");
        console.flush();
        assertThat(out.toString(StandardCharsets.UTF_8)).isEqualTo("⟳ │");
        assertThat(error.toString(StandardCharsets.UTF_8)).isEqualTo("wörd\n");
    }

    @Test
    void aReaderThatLeftEndsTheCommandQuietly() {
        assertThat(list(new Broken(new ReaderGone(new IOException("Broken pipe")))))
                .isZero();
    }

    @Test
    void aFullDiskIsAFailure() {
        assertThat(list(new Broken(new IOException("No space left on device")))).isEqualTo(1);
    }

    @Test
    void widthsOutOfReasonAreNotBelieved() {
        assertThat(StandardConsole.columns(null)).isEqualTo(100);
        assertThat(StandardConsole.columns("132")).isEqualTo(132);
        assertThat(StandardConsole.columns("0")).isEqualTo(40);
        assertThat(StandardConsole.columns("wide")).isEqualTo(100);
    }
}
