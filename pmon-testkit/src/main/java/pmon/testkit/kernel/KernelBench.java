package pmon.testkit.kernel;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import pmon.api.process.Account;
import pmon.api.process.ExitStatus;
import pmon.api.process.ProcessIdentity;
import pmon.api.process.Signal;
import pmon.api.spi.kernel.ChildKey;
import pmon.api.spi.kernel.Kernel;
import pmon.api.spi.kernel.KernelEvent;
import pmon.api.spi.kernel.KernelEvent.ChildExited;
import pmon.api.spi.kernel.KernelEvent.TreeEmpty;
import pmon.api.spi.kernel.SpawnCommand;
import pmon.api.spi.kernel.SpawnCommand.Output;
import pmon.api.spi.kernel.SpawnResult;

/** An open kernel port and a directory, to run scripts with real processes and wait for what they do. Never sleeps. */
public final class KernelBench implements AutoCloseable {
    /** How long anything may take before a test fails. */
    public static final Duration PATIENCE = Duration.ofSeconds(30);

    private static final Map<String, String> ENVIRONMENT =
            Map.of("PATH", "/usr/local/bin:/usr/bin:/bin:/usr/sbin:/sbin");

    private final Kernel kernel;
    private final Path directory;
    private final List<KernelEvent> events = new ArrayList<>();
    private final List<ChildKey> started = new ArrayList<>();
    private int lastProcess;

    /** Tries the kernel port in the directory, which exists. */
    public KernelBench(Kernel kernel, Path directory) {
        this.kernel = kernel;
        this.directory = directory;
    }

    /** The port that is tried. */
    public Kernel kernel() {
        return kernel;
    }

    /** The account tests run as. */
    public Account self() {
        return kernel.accounts().self();
    }

    /** A path in the directory. */
    public Path path(String name) {
        return directory.resolve(name);
    }

    /** A key that was not used before. */
    public ChildKey newKey() {
        lastProcess++;
        return new ChildKey(lastProcess, 1);
    }

    /** A command that runs {@code /bin/sh -c script}, its output thrown away. */
    public SpawnCommand shell(String script) {
        return command("/bin/sh", List.of("-c", script), new Output.Discard());
    }

    /** A command with the bench's directory and a small environment, as the user who runs the test. */
    public SpawnCommand command(String file, List<String> args, Output output) {
        return new SpawnCommand(newKey(), file, args, ENVIRONMENT, directory.toString(), self(), output);
    }

    /** The same command with something out of the usual. */
    public SpawnCommand with(SpawnCommand.Setup setup, SpawnCommand command) {
        return new SpawnCommand(
                command.key(),
                command.file(),
                command.args(),
                command.environment(),
                command.directory(),
                command.user(),
                command.output(),
                setup);
    }

    /** The same command as another instance. */
    public SpawnCommand again(SpawnCommand command, ChildKey key) {
        return new SpawnCommand(
                key,
                command.file(),
                command.args(),
                command.environment(),
                command.directory(),
                command.user(),
                command.output());
    }

    /** Starts it; anything but a child fails the test. */
    public ProcessIdentity start(SpawnCommand command) {
        return switch (kernel.spawn(command)) {
            case SpawnResult.Spawned(ProcessIdentity identity) -> {
                started.add(command.key());
                yield identity;
            }
            case SpawnResult.Refused refused -> throw new AssertionError("refused: " + refused);
        };
    }

    /** Tries to start it; a child fails the test. */
    public SpawnResult.Refused refusal(SpawnCommand command) {
        return switch (kernel.spawn(command)) {
            case SpawnResult.Spawned spawned -> throw new AssertionError("not refused: " + spawned);
            case SpawnResult.Refused refused -> refused;
        };
    }

    /** Runs a command to its end; how it ended. */
    public ExitStatus run(SpawnCommand command) {
        start(command);
        return exit(command.key()).status();
    }

    /** Runs a command to its end; what it wrote. */
    public String output(String file, String... args) throws IOException {
        return output(file, List.of(args), Function.identity());
    }

    /** Runs a command, changed as the function says, to its end; what it wrote. */
    public String output(String file, List<String> args, Function<SpawnCommand, SpawnCommand> change)
            throws IOException {
        Path log = Files.createTempFile(directory, "output", ".log");
        Files.setPosixFilePermissions(log, PosixFilePermissions.fromString("rw-rw-rw-"));
        run(change.apply(command(file, args, new Output.AppendTo(log.toString(), 0666))));
        return Files.readString(log);
    }

    /** Waits for the end of a main process. Other events are kept for later. */
    public ChildExited exit(ChildKey key) {
        return (ChildExited) event(
                event -> event instanceof ChildExited exited && exited.key().equals(key));
    }

    /** Waits until nothing is left of an instance that left something. */
    public TreeEmpty treeEmpty(ChildKey key) {
        return (TreeEmpty)
                event(event -> event instanceof TreeEmpty empty && empty.key().equals(key));
    }

    /** Waits until it is known how an instance ended whose exit was unknown. */
    public KernelEvent.ExitLearned exitLearned(ChildKey key) {
        return (KernelEvent.ExitLearned) event(event -> event instanceof KernelEvent.ExitLearned learned
                && learned.key().equals(key));
    }

    /** Waits until another process is the main one of an instance. */
    public KernelEvent.MainChanged mainChanged(ChildKey key) {
        return (KernelEvent.MainChanged) event(event -> event instanceof KernelEvent.MainChanged changed
                && changed.key().equals(key));
    }

    /** Whether an event of this instance has come that nobody has waited for. */
    public boolean hasEvent(ChildKey key) {
        events.addAll(kernel.await(Duration.ZERO));
        return events.stream().anyMatch(event -> switch (event) {
            case ChildExited exited -> exited.key().equals(key);
            case TreeEmpty empty -> empty.key().equals(key);
            case KernelEvent.ExitLearned learned -> learned.key().equals(key);
            case KernelEvent.MainChanged changed -> changed.key().equals(key);
        });
    }

    private KernelEvent event(Predicate<KernelEvent> wanted) {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (true) {
            @Nullable
            KernelEvent found = events.stream().filter(wanted).findFirst().orElse(null);
            if (found != null) {
                events.remove(found);
                return found;
            }
            Duration left = Duration.ofNanos(deadline - System.nanoTime());
            if (left.isNegative()) {
                throw new AssertionError("no such event within " + PATIENCE + ", only " + events);
            }
            events.addAll(kernel.await(left));
        }
    }

    /** A new FIFO in the directory that anybody may use. */
    public Path fifo(String name) {
        Path fifo = path(name);
        ExitStatus status = run(shell("mkfifo -m 666 " + fifo));
        if (!status.success()) {
            throw new AssertionError("mkfifo: " + status.describe());
        }
        return fifo;
    }

    /** The line that a child writes into a FIFO; waits for the child to open it. */
    public static String line(Path fifo) {
        // On a thread of its own: opening a FIFO that nobody writes to cannot be interrupted.
        var reading = new FutureTask<>(() -> {
            try (BufferedReader reader = Files.newBufferedReader(fifo)) {
                return String.valueOf(reader.readLine());
            }
        });
        Thread.ofPlatform().daemon().start(reading);
        try {
            return reading.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        } catch (InterruptedException | ExecutionException | TimeoutException e) {
            throw new AssertionError("nothing was written to " + fifo, e);
        }
    }

    /** Waits until a process that is not our child has ended and been reaped. */
    public static void awaitGone(long pid) {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (ProcessHandle.of(pid).filter(ProcessHandle::isAlive).isPresent()) {
            if (System.nanoTime() > deadline) {
                throw new AssertionError("process " + pid + " is still there after " + PATIENCE);
            }
            Thread.onSpinWait();
        }
    }

    /** An executable script with these lines. */
    public Path script(String name, String text) throws IOException {
        Path script = path(name);
        Files.writeString(script, text);
        Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwxr-xr-x"));
        return script;
    }

    /** Kills what the test left. */
    @Override
    public void close() {
        started.forEach(key -> kernel.signalTree(key, Signal.KILL));
        kernel.close();
    }
}
