package pmon.bench.program;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.RandomAccessFile;
import java.nio.channels.Channels;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import pmon.bench.system.Unmeasured;

/** Hears from the supervised programs of one manager, through a FIFO, when their {@code main} was reached. */
public final class Starts implements AutoCloseable {
    /** @param nanos of the clock of {@link System#nanoTime}, which on Linux is CLOCK_MONOTONIC */
    public record Start(int program, long pid, long nanos) {}

    private final RandomAccessFile fifo;
    private final Map<Integer, Start> last = new HashMap<>();
    private long count;

    /** Listens until closed. */
    public Starts(Path path) throws IOException {
        // For writing too, so that the end of the last writer is not the end of the file.
        fifo = new RandomAccessFile(path.toFile(), "rw");
        Thread.ofPlatform().daemon().name("starts").start(this::listen);
    }

    /** The latest start of every program, by its index from 1 on. */
    public synchronized Map<Integer, Start> latest() {
        return Map.copyOf(last);
    }

    /** How many starts there have been. */
    public synchronized long count() {
        return count;
    }

    /** Waits for a start of the program that is later than a moment. */
    public Start await(int program, long after, Duration patience) throws InterruptedException, Unmeasured {
        return await(Map.of(program, after), patience).get(program);
    }

    /** Waits until all programs from 1 to count have started after a moment. Returns when the last of them did. */
    public long awaitAll(int programs, long after, Duration patience) throws InterruptedException, Unmeasured {
        Map<Integer, Long> wanted = new HashMap<>();
        for (int program = 1; program <= programs; program++) {
            wanted.put(program, after);
        }
        return await(wanted, patience).values().stream()
                .mapToLong(Start::nanos)
                .max()
                .orElse(after);
    }

    /** Waits for starts of programs (the keys), each later than its moment. */
    public synchronized Map<Integer, Start> await(Map<Integer, Long> after, Duration patience)
            throws InterruptedException, Unmeasured {
        long deadline = System.nanoTime() + patience.toNanos();
        while (true) {
            Map<Integer, Start> found = new HashMap<>();
            after.forEach((program, moment) -> {
                Start start = last.get(program);
                if (start != null && start.nanos() > moment) {
                    found.put(program, start);
                }
            });
            if (found.size() == after.size()) {
                return found;
            }
            long left = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
            if (left <= 0) {
                throw new Unmeasured("%d of %d programs not running after %d s"
                        .formatted(after.size() - found.size(), after.size(), patience.toSeconds()));
            }
            wait(left);
        }
    }

    @Override
    public void close() throws IOException {
        fifo.close();
    }

    private void listen() {
        try (BufferedReader lines = new BufferedReader(
                new InputStreamReader(Channels.newInputStream(fifo.getChannel()), StandardCharsets.US_ASCII))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                heard(line, System.nanoTime());
            }
        } catch (IOException _) {
            // Closed: nobody listens any more.
        }
    }

    private synchronized void heard(String line, long now) {
        String[] words = line.split(" ");
        long nanos = Long.parseLong(words[2]);
        Start start = new Start(Integer.parseInt(words[0]), Long.parseLong(words[1]), nanos == 0 ? now : nanos);
        last.put(start.program(), start);
        count++;
        notifyAll();
    }
}
