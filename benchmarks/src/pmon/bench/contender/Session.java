package pmon.bench.contender;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import pmon.bench.program.Life;
import pmon.bench.program.Starts;
import pmon.bench.system.Command;
import pmon.bench.system.ProcessTree;
import pmon.bench.system.Signals;
import pmon.bench.system.Sweep;
import pmon.bench.system.Unmeasured;

/** A manager while it runs, with its programs. Closing it ends all of them, whatever state they are in. */
public final class Session implements AutoCloseable {
    /** For the slowest of them to bring up a thousand programs. */
    private static final Duration STARTING = Duration.ofMinutes(5);

    private static final Duration STOPPING = Duration.ofMinutes(3);
    private static final Duration SHUTDOWN = Duration.ofMinutes(1);
    private static final Duration LISTING = Duration.ofMinutes(2);

    private final Contender contender;
    private final Place place;
    private final int programs;
    private final Starts starts;
    private final Commands commands;

    private Session(Contender contender, Place place, int programs, Starts starts, Commands commands) {
        this.contender = contender;
        this.place = place;
        this.programs = programs;
        this.starts = starts;
        this.commands = commands;
    }

    /** Starts it with that many programs and waits until all have reached their {@code main}. */
    public static Session open(Contender contender, Path directory, Life life, int programs)
            throws IOException, InterruptedException, Unmeasured {
        Place place = Place.make(directory, life);
        Starts starts = new Starts(place.fifo());
        try {
            Commands commands = contender.open(place, programs);
            Session session = new Session(contender, place, programs, starts, commands);
            long _ = starts.awaitAll(programs, Long.MIN_VALUE, STARTING);
            session.checkListing();
            return session;
        } catch (IOException | InterruptedException | Unmeasured e) {
            Sweep.below(directory);
            starts.close();
            throw e;
        }
    }

    public String name() {
        return contender.name();
    }

    public int programs() {
        return programs;
    }

    public Starts starts() {
        return starts;
    }

    /** Nanoseconds that its list takes, as a whole process. */
    public long list() throws IOException, InterruptedException, Unmeasured {
        return commands.list().time(LISTING);
    }

    /** Stops all programs. */
    public void stopAll() throws IOException, InterruptedException, Unmeasured {
        String _ = commands.stop().run(STOPPING);
    }

    /** Starts all programs, which are stopped; nanoseconds from the command's start to the last program's {@code main}. */
    public long startAll() throws IOException, InterruptedException, Unmeasured {
        long before = System.nanoTime();
        Command start = commands.start();
        // Some of them return before, some after the last program runs.
        long _ = start.time(STARTING);
        return starts.awaitAll(programs, before, STARTING) - before;
    }

    /** Kills the daemon and starts its successor; nanoseconds from that command's start to its end, when commands are accepted. */
    public long succeed() throws IOException, InterruptedException, Unmeasured {
        Command successor = commands.successor()
                .orElseThrow(() -> new Unmeasured("its programs do not outlive it, or nobody takes them over"));
        long _ = Signals.kill(commands.daemon());
        ProcessHandle.of(commands.daemon()).ifPresent(killed -> killed.onExit().join());
        long nanos = successor.time(STARTING);
        checkListing();
        return nanos;
    }

    /** From now on, or until told otherwise, programs exit as soon as they are started. */
    public void crash(boolean crash) throws IOException {
        if (crash) {
            Files.createFile(place.crash());
        } else {
            Files.deleteIfExists(place.crash());
        }
    }

    /** The daemon, and whatever processes it has for itself. */
    public ProcessTree managers() throws IOException {
        return tree().without(Life.NAMES);
    }

    /** The daemon and everything below it. */
    public ProcessTree tree() throws IOException {
        return ProcessTree.of(commands.daemon());
    }

    @Override
    public void close() throws IOException {
        try {
            String _ = commands.shutdown().run(SHUTDOWN);
        } catch (Unmeasured | IOException e) {
            System.err.println("benchmarks: " + name() + " does not shut down: " + e.getMessage());
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
        Sweep.below(place.directory());
        starts.close();
    }

    /** A list that fails fast would look good. */
    private void checkListing() throws IOException, InterruptedException, Unmeasured {
        String said = commands.list().run(LISTING);
        long listed = said.lines().filter(line -> line.contains("life-")).count();
        if (listed < programs) {
            throw new Unmeasured("its list shows " + listed + " of " + programs + " programs");
        }
    }
}
