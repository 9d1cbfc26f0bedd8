package pmon.daemon.capture;

import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import pmon.api.spi.kernel.CapturePort;
import pmon.api.spi.kernel.CapturePort.FileState;
import pmon.api.spi.kernel.CapturePort.Opened;
import pmon.daemon.config.CaptureRules;
import pmon.daemon.view.LogHealth;

/**
 * Moves what programs print into their files. One thread owns all of it; it sleeps while nobody prints. Others send it {@link Mail} and
 * read what {@link #health} published.
 *
 * <p>What a round does is plain loops and no switch over types: a program that floods its log does so for a second or two, most of which
 * the JVM would otherwise spend on linking switches, streams and lambdas.
 */
final class Pump {
    /** How often a file that had no room is tried again. */
    static final Duration RETRY = Duration.ofMillis(250);

    /** Pipes that may be large: an ordinary user gets 64 MiB of pipes, and small ones after that (pipe(7)). */
    static final int LARGE_PIPES_BOUND = 32;

    /** Rounds that settling takes at most; who writes without end is not waited for. */
    private static final int SETTLING_ROUNDS_BOUND = 64;

    private final CapturePort port;
    private final InstantSource clock;
    private final LongSupplier nanos;
    private final LogTarget.RotationListener rotations;
    private final DropCounts drops;
    private final CaptureNews news;
    private final Rotation rotation;
    private final Queue<Mail> mail = new ConcurrentLinkedQueue<>();
    private final Map<Integer, Stream> byPipe = new HashMap<>();
    private final Map<Integer, Map<String, Stream>> byProcess = new HashMap<>();
    private final List<LogTarget> targets = new ArrayList<>();
    private final Map<Integer, LogHealth> health = new ConcurrentHashMap<>();
    private final byte[] buffer = new byte[LogTarget.LOOKED_AT_BYTES];
    /** Those that have to be tried again without having been told of. */
    private final Set<Stream> held = new LinkedHashSet<>();

    private final Pace pace;
    /** What the fullest pipe of this round had, as a share of its size. */
    private double fullest;

    private int watchers;
    private int largePipes;
    private boolean stopped;

    Pump(
            CapturePort port,
            Rotation rotation,
            InstantSource clock,
            LongSupplier nanos,
            LogTarget.RotationListener rotations,
            DropCounts drops,
            CaptureNews news) {
        this.port = port;
        this.rotation = rotation;
        this.clock = clock;
        this.nanos = nanos;
        this.rotations = rotations;
        this.drops = drops;
        this.news = news;
        this.pace = new Pace(nanos.getAsLong());
    }

    /** Tells the pump something. Any thread. */
    void post(Mail item) {
        mail.add(item);
        port.wake();
    }

    /** How the log of a program is. Any thread. */
    LogHealth health(int process) {
        return health.getOrDefault(process, LogHealth.GOOD);
    }

    boolean stopped() {
        return stopped;
    }

    /** Waits until there is something to do, does it, and rests. */
    void round() {
        List<Integer> ready = port.await(patience());
        long begun = nanos.getAsLong();
        read();
        long most = move(ready, begun);
        retry(begun);
        if (!ready.isEmpty() && ready.size() < CapturePort.AWAIT_BOUND && mail.isEmpty()) {
            Pace.Round round = new Pace.Round(begun, nanos.getAsLong(), ready.size(), most, fullest);
            Duration rest = pace.rest(round, watchers > 0);
            if (rest.isPositive()) {
                port.pause(rest);
            }
        }
    }

    private @Nullable Duration patience() {
        if (!mail.isEmpty()) {
            return Duration.ZERO;
        }
        return held.isEmpty() ? null : RETRY;
    }

    /** The most that one of them had. */
    private long move(List<Integer> ready, long now) {
        long most = 0;
        long interval = pace.since(now);
        fullest = 0;
        for (Integer pipe : ready) {
            Stream stream = byPipe.get(pipe);
            if (stream != null) {
                long moved = advance(stream, now);
                most = Math.max(most, moved);
                fullest = Math.max(fullest, (double) moved / stream.room());
                if (stream.wantsRoom(moved, interval) && largePipes < LARGE_PIPES_BOUND) {
                    largePipes++;
                    stream.giveRoom();
                }
            }
        }
        return most;
    }

    private void retry(long now) {
        if (!held.isEmpty()) {
            List.copyOf(held).forEach(stream -> advance(stream, now));
        }
    }

    /** Moves what one has, and tells how it is. */
    private long advance(Stream stream, long now) {
        long moved = stream.advance(now);
        noteHeld(stream);
        if (!stream.wellAlways() || !health.isEmpty()) {
            publish(stream.process());
        }
        return moved;
    }

    private void noteHeld(Stream stream) {
        if (stream.held()) {
            held.add(stream);
        } else if (!held.isEmpty()) {
            held.remove(stream);
        }
    }

    private void publish(int process) {
        Map<String, Stream> streams = byProcess.getOrDefault(process, Map.of());
        long dropped = 0;
        List<String> problems = new ArrayList<>();
        for (Stream stream : streams.values()) {
            dropped += stream.dropped();
            String problem = stream.problem();
            if (problem != null && !problems.contains(problem)) {
                problems.add(problem);
            }
        }
        if (dropped == 0 && problems.isEmpty()) {
            health.remove(process);
        } else {
            health.put(process, new LogHealth(dropped, problems));
        }
    }

    private void read() {
        Mail item;
        while ((item = mail.poll()) != null) {
            switch (item) {
                case Mail.Begin begin -> begin(begin);
                case Mail.End(int process) -> end(process);
                case Mail.Settle(Integer process, var done) -> {
                    if (process == null) {
                        settle();
                    } else {
                        settle(process);
                    }
                    done.complete(true);
                }
                case Mail.Empty(int process, var done) -> {
                    settle();
                    done.complete(empty(process));
                }
                case Mail.Reopen(var processes, var done) -> {
                    settle();
                    long now = nanos.getAsLong();
                    byPipe.values().stream()
                            .filter(stream -> processes.isEmpty() || processes.contains(stream.process()))
                            .map(Stream::target)
                            .distinct()
                            .forEach(target -> target.reopen(now));
                    done.complete(true);
                }
                case Mail.Watched(boolean watched) -> watchers += watched ? 1 : -1;
                case Mail.Stop(var done) -> {
                    settle();
                    stopped = true;
                    done.complete(true);
                }
            }
        }
    }

    private void begin(Mail.Begin begin) {
        long now = nanos.getAsLong();
        Map<String, Stream> streams = byProcess.computeIfAbsent(begin.process(), _ -> new HashMap<>());
        Stream known = streams.get(begin.channel());
        LogTarget target = target(begin, now);
        if (known != null) {
            LogTarget before = known.target();
            known.into(target, now);
            noteHeld(known);
            release(before);
        }
        if (begin.pipe() != null) {
            Stream stream = new Stream(port, begin.process(), begin.channel(), begin.pipe(), target, drops, news);
            streams.put(begin.channel(), stream);
            byPipe.put(begin.pipe(), stream);
            port.watch(begin.pipe());
        }
        publish(begin.process());
    }

    /**
     * Programs of one user that share a file share its one descriptor, wherever their paths lead through. Those of another user never
     * join in: the path of one would decide, with the rights of one, where the output of the other goes. Such targets come one after
     * the other, on this thread, each to the end of the file.
     */
    private LogTarget target(Mail.Begin begin, long now) {
        Optional<FileState> state =
                begin.file() instanceof Opened.Descriptor(int number) ? port.state(number) : Optional.empty();
        for (LogTarget target : targets) {
            boolean same = target.place().path().equals(begin.place().path())
                    || state.filter(target::isAt).isPresent();
            if (same && target.place().owner().uid() == begin.place().owner().uid()) {
                target.adopt(begin.file());
                target.rule(begin.place(), begin.rules());
                return target;
            }
        }
        LogTarget opened = new LogTarget(
                port, rotation, clock, this::rotated, begin.place(), begin.rules(), begin.file(), buffer, now);
        targets.add(opened);
        return opened;
    }

    /** Before anything is done about the rotated file, nobody writes to it any more. */
    private void rotated(Place place, CaptureRules rules) {
        targets.forEach(LogTarget::lookAgain);
        rotations.rotated(place, rules);
    }

    private void end(int process) {
        Map<String, Stream> streams = byProcess.remove(process);
        health.remove(process);
        if (streams == null) {
            return;
        }
        for (Stream stream : streams.values()) {
            stream.drain(nanos.getAsLong());
            if (stream.large()) {
                largePipes--;
            }
            if (!stream.held()) {
                port.unwatch(stream.pipe());
            }
            byPipe.remove(stream.pipe());
            held.remove(stream);
            port.close(stream.pipe());
            release(stream.target());
        }
    }

    private void release(LogTarget target) {
        if (byPipe.values().stream().noneMatch(stream -> stream.target().equals(target))) {
            target.close();
            targets.remove(target);
        }
    }

    private void settle() {
        for (int round = 0; round < SETTLING_ROUNDS_BOUND; round++) {
            List<Integer> ready = port.await(Duration.ZERO);
            if (ready.isEmpty()) {
                return;
            }
            move(ready, nanos.getAsLong());
        }
    }

    private void settle(int process) {
        for (Stream stream : byProcess.getOrDefault(process, Map.of()).values()) {
            stream.drain(nanos.getAsLong());
            noteHeld(stream);
        }
        publish(process);
    }

    private String empty(int process) {
        List<String> failures = new ArrayList<>();
        for (Stream stream : byProcess.getOrDefault(process, Map.of()).values()) {
            Place place = stream.target().place();
            String failure = stream.target().empty(nanos.getAsLong());
            if (failure != null) {
                failures.add("cannot empty " + place.path() + ": " + failure);
            }
            failures.addAll(rotation.removeAll(place.path(), place.owner()));
        }
        return String.join("; ", failures);
    }
}
