package pmon.cli;

import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import pmon.api.protocol.ErrorCode;
import pmon.cli.shell.Console;
import pmon.cli.shell.Failure;
import pmon.cli.shell.Screen;

/** The terminal of this process: one thread reads keys, one what the program prints, and who comes first wins. */
final class StandardScreen implements Screen {
    private static final char ESCAPE = 27;
    private static final int CHUNK = 64;
    /** Keys that nobody waits for are of no interest. */
    private static final int HELD_BACK = 16;

    private final Tty tty;
    private final BlockingQueue<Arrival> arrivals = new LinkedBlockingQueue<>(HELD_BACK);

    private StandardScreen(Tty tty) {
        this.tty = tty;
    }

    /** An outcome of this program, or a key, which is of no program. */
    private record Arrival(Outcome outcome, long program) {}

    static StandardScreen of(Tty tty) {
        StandardScreen screen = new StandardScreen(tty);
        if (tty.present()) {
            screen.readKeys(new FileInputStream(FileDescriptor.in));
        }
        return screen;
    }

    /** With keys from elsewhere. */
    static StandardScreen of(Tty tty, InputStream keys) {
        StandardScreen screen = new StandardScreen(tty);
        screen.readKeys(keys);
        return screen;
    }

    @Override
    public int rows() {
        return tty.rows();
    }

    @Override
    public int columns() {
        return tty.columns() == 0 ? Console.DEFAULT_COLUMNS : tty.columns();
    }

    @Override
    public Outcome await(List<String> command) throws Failure {
        Process process;
        try {
            process = new ProcessBuilder(command)
                    .redirectInput(Redirect.from(Path.of("/dev/null").toFile()))
                    .redirectErrorStream(true)
                    .start();
        } catch (IOException e) {
            throw new Failure(ErrorCode.FAILED, "cannot run " + command.getFirst() + ": " + e.getMessage());
        }
        try {
            Thread.ofPlatform().daemon().start(() -> read(process));
            while (true) {
                Arrival arrival = arrivals.take();
                // What a program printed that a key has ended comes too late.
                if (arrival.outcome() instanceof Outcome.Pressed || arrival.program() == process.pid()) {
                    return arrival.outcome();
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Failure(ErrorCode.FAILED, "interrupted while " + command.getFirst() + " ran");
        } finally {
            process.destroy();
        }
    }

    @Override
    public void close() {
        tty.close();
    }

    private void read(Process process) {
        try (InputStream out = process.getInputStream()) {
            String text = new String(out.readAllBytes(), StandardCharsets.UTF_8);
            arrivals.put(new Arrival(new Outcome.Printed(text, process.waitFor()), process.pid()));
        } catch (IOException | InterruptedException e) {
            // It was ended because a key was pressed.
        }
    }

    private void readKeys(InputStream keys) {
        Thread.ofPlatform().daemon().start(() -> {
            byte[] chunk = new byte[CHUNK];
            try {
                for (int count = keys.read(chunk); count > 0; count = keys.read(chunk)) {
                    // Arrows and the like come as an escape and more; nothing here listens to them.
                    if (count == 1 || chunk[0] != ESCAPE) {
                        arrivals.offer(new Arrival(new Outcome.Pressed((char) (chunk[0] & 0xff)), 0));
                    }
                }
            } catch (IOException e) {
                // Then there are no more keys.
            }
        });
    }
}
