package pmon.os.portable;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import pmon.api.spi.kernel.ChildKey;
import pmon.api.spi.kernel.Errand;
import pmon.api.spi.kernel.ErrandResult;
import pmon.api.spi.kernel.SpawnCommand;

/** Does errands. Threads of the JDK feed the input and read the output, because its pipes cannot be waited for together. */
final class Errands {
    /** How long what was written before the end may take to arrive. */
    private static final Duration LAST_WORDS = Duration.ofMillis(500);

    private final Launcher launcher;

    Errands(Launcher launcher) {
        this.launcher = launcher;
    }

    ErrandResult run(Errand errand) {
        SpawnCommand command = new SpawnCommand(
                new ChildKey(0, 0),
                errand.file(),
                errand.args(),
                errand.environment(),
                errand.directory(),
                errand.user(),
                new SpawnCommand.Output.Discard());
        return switch (launcher.launchPiped(command)) {
            case Launcher.Launched.None(var why) -> new ErrandResult.NotStarted(why);
            case Launcher.Launched.Child(Process process) -> attend(errand, process);
        };
    }

    private static ErrandResult attend(Errand errand, Process process) {
        Output output = new Output(errand.maxOutputBytes());
        Thread.startVirtualThread(() -> feed(process, errand.input()));
        CompletableFuture<Void> read = new CompletableFuture<>();
        Thread.startVirtualThread(() -> {
            output.read(process.getInputStream());
            read.complete(null);
        });
        try {
            if (process.waitFor(errand.timeout().toNanos(), TimeUnit.NANOSECONDS)) {
                // What it left in the background may hold the pipe open for ever.
                read.completeOnTimeout(null, LAST_WORDS.toMillis(), TimeUnit.MILLISECONDS)
                        .join();
                return new ErrandResult.Ended(PortableKernel.status(process), output.text());
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
        List<ProcessHandle> tree = Stream.concat(Stream.of(process.toHandle()), process.descendants())
                .toList();
        tree.forEach(ProcessHandle::destroyForcibly);
        return new ErrandResult.TimedOut(output.text());
    }

    private static void feed(Process process, String input) {
        try (OutputStream to = process.getOutputStream()) {
            to.write(input.getBytes(StandardCharsets.UTF_8));
        } catch (IOException _) {
            // It does not want to read it, which is its right.
        }
    }

    /** What was written, as much of it as is wanted. */
    private static final class Output {
        private final int bound;
        private final ByteArrayOutputStream kept = new ByteArrayOutputStream();

        Output(int bound) {
            this.bound = bound;
        }

        void read(InputStream from) {
            byte[] chunk = new byte[4096];
            try (from) {
                for (int count = from.read(chunk); count > 0; count = from.read(chunk)) {
                    keep(chunk, count);
                }
            } catch (IOException _) {
                // Closed under us when the process was killed.
            }
        }

        private synchronized void keep(byte[] chunk, int count) {
            kept.write(chunk, 0, Math.min(count, bound - kept.size()));
        }

        synchronized String text() {
            return kept.toString(StandardCharsets.UTF_8);
        }
    }
}
