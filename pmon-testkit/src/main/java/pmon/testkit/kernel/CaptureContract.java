package pmon.testkit.kernel;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import pmon.api.process.Account;
import pmon.api.spi.kernel.CapturePort;
import pmon.api.spi.kernel.CapturePort.Moved;
import pmon.api.spi.kernel.CapturePort.Opened;
import pmon.api.spi.kernel.SpawnCommand;
import pmon.api.spi.kernel.SpawnCommand.Output;

/** Named pipes, files, and moving bytes between them. */
interface CaptureContract extends Contract {
    /** How long something is waited for that is there. */
    Duration PATIENCE = Duration.ofSeconds(30);

    @Test
    default void movesWhatAChildPrintsIntoAFile() throws IOException {
        needs(Capability.CAPTURE);
        try (CapturePort port = capture()) {
            int pipe = pipe(port, "out");
            port.watch(pipe);
            Path log = write("log", "before\n");
            int file = file(port, log);
            bench().run(print("'first\\nsecond\\n'", "out", "out"));
            assertEquals(List.of(pipe), port.await(PATIENCE));
            assertEquals(new Moved.Bytes(13), port.move(pipe, file, 1 << 20));
            assertEquals(new Moved.Bytes(0), port.move(pipe, file, 1 << 20), "nothing left");
            assertEquals("before\nfirst\nsecond\n", Files.readString(log));
        }
    }

    @Test
    default void keepsWhatWasPrintedForWhoeverOpensThePipeNext() throws IOException {
        needs(Capability.CAPTURE);
        try (CapturePort first = capture();
                CapturePort second = capture()) {
            int pipe = pipe(first, "out");
            bench().run(print("kept", "out", "out"));
            int again = pipe(second, "out");
            first.close(pipe);
            assertEquals(4, second.waiting(again));
            second.close(again);
        }
    }

    @Test
    default void movesWhatAChildPrintsThroughAPipeWithoutAName() throws IOException {
        needs(Capability.CAPTURE);
        try (CapturePort port = capture()) {
            int pipe =
                    assertInstanceOf(Opened.Descriptor.class, port.pipe(self())).number();
            Output output = new Output.Fifo(port.path(pipe), port.path(pipe));
            bench().run(bench().command("/bin/sh", List.of("-c", "printf abc > /dev/stdout"), output));
            assertEquals(3, port.waiting(pipe));
            port.close(pipe);
        }
    }

    @Test
    default void keepsErrorsApart() throws IOException {
        needs(Capability.CAPTURE);
        try (CapturePort port = capture()) {
            int out = pipe(port, "out");
            int err = pipe(port, "err");
            bench().run(print("abc; printf de >&2", "out", "err"));
            assertEquals(3, port.waiting(out));
            assertEquals(2, port.waiting(err));
        }
    }

    @Test
    default void looksAtBytesWithoutTakingThem() throws IOException {
        needs(Capability.CAPTURE);
        try (CapturePort port = capture()) {
            int pipe = pipe(port, "out");
            bench().run(print("abc", "out", "out"));
            byte[] bytes = new byte[64];
            assertEquals(3, port.peek(pipe, bytes));
            assertArrayEquals("abc".getBytes(StandardCharsets.UTF_8), Arrays.copyOf(bytes, 3));
            assertEquals(3, port.waiting(pipe));
            assertEquals(2, port.discard(pipe, 2));
            assertEquals(1, port.peek(pipe, bytes));
            assertEquals('c', bytes[0]);
        }
    }

    @Test
    default void writesAndCutsAndGoesToTheEnd() throws IOException {
        needs(Capability.CAPTURE);
        try (CapturePort port = capture()) {
            Path log = write("log", "123456");
            int file = file(port, log);
            assertNull(port.truncate(file, 3));
            assertEquals(3, port.toEnd(file));
            assertEquals(new Moved.Bytes(2), port.write(file, "45".getBytes(StandardCharsets.UTF_8), 2));
            assertNull(port.store(file));
            byte[] bytes = new byte[8];
            assertEquals(3, port.read(file, 2, bytes));
            assertEquals('3', bytes[0]);
            assertEquals(0, port.read(file, 9, bytes));
            assertEquals("12345", Files.readString(log));
        }
    }

    @Test
    default void tellsWhatAFileIs() throws IOException {
        needs(Capability.CAPTURE);
        try (CapturePort port = capture()) {
            Path log = write("log", "123456");
            int file = file(port, log);
            CapturePort.FileState open = port.state(file).orElseThrow();
            assertTrue(open.regular());
            assertEquals(6, open.size());
            assertTrue(open.same(port.state(log.toString(), self()).orElseThrow()));
            Files.delete(log);
            assertEquals(0, port.state(file).orElseThrow().links());
            assertTrue(port.state(log.toString(), self()).isEmpty());
            assertTrue(port.vacant(log.toString(), self()));
            assertFalse(port.vacant(write("log", "").toString(), self()));
            assertFalse(port.vacant(path("log/inside"), self()), "no directory");
        }
    }

    @Test
    default void renamesAndRemovesRegularFilesOnly() throws IOException {
        needs(Capability.CAPTURE);
        try (CapturePort port = capture()) {
            Path log = write("log", "x");
            String other = path("log.1");
            assertNull(port.rename(log.toString(), other, self()));
            assertTrue(Files.exists(Path.of(other)));
            Path next = write("log", "y");
            assertNotNull(port.rename(next.toString(), other, self()), "there is one already");
            assertEquals("x", Files.readString(Path.of(other)));
            assertNull(port.remove(other, self()));
            assertFalse(Files.exists(Path.of(other)));
            assertNotNull(port.remove(path("nothing"), self()));
            Path directory = Files.createDirectory(Path.of(path("directory")));
            assertNotNull(port.rename(directory.toString(), other, self()));
            assertNotNull(port.remove(directory.toString(), self()));
        }
    }

    @Test
    default void refusesWhatIsNoPipeAndNoFile() throws IOException {
        needs(Capability.CAPTURE);
        try (CapturePort port = capture()) {
            Path log = write("log", "x");
            assertInstanceOf(Opened.Failed.class, port.pipe(log.toString(), self()));
            assertInstanceOf(
                    Opened.Failed.class,
                    port.file(new Output.AppendTo(bench().path(".").toString(), 0600), self()));
        }
    }

    @Test
    default void wakesWhoeverWaits() {
        needs(Capability.CAPTURE);
        try (CapturePort port = capture()) {
            port.wake();
            assertEquals(List.of(), port.await(null));
            port.wake();
            port.pause(Duration.ofHours(1));
        }
    }

    @Test
    default void holdsPipesAfterEverybodyElseHasClosedThem() throws IOException {
        needs(Capability.CAPTURE);
        try (CapturePort port = capture()) {
            int pipe = pipe(port, "out");
            CapturePort.Holder holder = port.hold().orElseThrow();
            assertTrue(holder.keep(List.of(pipe)));
            holder.close();
            bench().run(print("kept", "out", "out"));
            port.close(pipe);
            int again = pipe(port, "out");
            assertEquals(4, port.waiting(again));
            assertFalse(port.full(again));
            port.endHolder(holder.identity());
        }
    }

    private CapturePort capture() {
        return bench().kernel().capture().orElseThrow();
    }

    private Account self() {
        return bench().kernel().accounts().self();
    }

    private String path(String name) {
        return bench().path(name).toString();
    }

    private Path write(String name, String text) throws IOException {
        return Files.writeString(Path.of(path(name)), text);
    }

    private int pipe(CapturePort port, String name) {
        return assertInstanceOf(Opened.Descriptor.class, port.pipe(path(name), self()))
                .number();
    }

    private int file(CapturePort port, Path file) {
        Opened opened = port.file(new Output.AppendTo(file.toString(), 0600), self());
        return assertInstanceOf(Opened.Descriptor.class, opened).number();
    }

    private SpawnCommand print(String what, String out, String err) {
        return bench().command("/bin/sh", List.of("-c", "printf " + what), new Output.Fifo(path(out), path(err)));
    }
}
