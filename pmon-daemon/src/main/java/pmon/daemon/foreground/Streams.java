package pmon.daemon.foreground;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import pmon.api.process.ProcessSpec;
import pmon.api.spi.kernel.CapturePort;
import pmon.api.spi.kernel.CapturePort.Opened;
import pmon.api.spi.kernel.SpawnCommand.Output;
import pmon.daemon.loop.Outputs;

/**
 * Brings what programs print to the screen, through pipes without names: nothing is written anywhere. One thread reads them all and sleeps
 * while nobody prints. A program waits where whoever reads the screen does not keep up.
 */
public final class Streams implements Outputs, AutoCloseable {
    /** How long the end waits until everything is shown; a terminal that stands still is not waited for. */
    private static final long SETTLE_MILLIS = 2_000;

    /** Bytes of one pipe before it is another one's turn. */
    private static final int TURN_BYTES = 1 << 20;

    private static final int BUFFER_BYTES = 64 * 1024;

    private final CapturePort port;
    private final Screen screen;
    private final Function<ProcessSpec, Way.@Nullable Pair> ways;
    private final Outputs otherwise;
    private final int fileMode;
    private final Map<Integer, Pipes> pipes = new HashMap<>();
    private final Queue<Mail> mail = new ConcurrentLinkedQueue<>();

    // Owned by the thread.
    private final Map<Integer, Channel> channels = new HashMap<>();
    private final byte[] buffer = new byte[BUFFER_BYTES];
    private boolean stopped;

    private Streams(
            CapturePort port,
            Screen screen,
            Function<ProcessSpec, Way.@Nullable Pair> ways,
            Outputs otherwise,
            int fileMode) {
        this.port = port;
        this.screen = screen;
        this.ways = ways;
        this.otherwise = otherwise;
        this.fileMode = fileMode;
    }

    /**
     * Starts the thread.
     *
     * @param port closed at the end
     * @param ways where the streams of a program go; null where {@code otherwise} knows
     * @param fileMode of a new file
     */
    public static Streams open(
            CapturePort port,
            Screen screen,
            Function<ProcessSpec, Way.@Nullable Pair> ways,
            Outputs otherwise,
            int fileMode) {
        Streams streams = new Streams(port, screen, ways, otherwise, fileMode);
        Thread.ofPlatform().name("output").daemon().start(streams::run);
        return streams;
    }

    /** The descriptors that a program prints to; equal where both streams go the same way. */
    private record Pipes(int out, int err) {}

    private record Channel(int process, Destination destination) {}

    private sealed interface Mail {
        record Begin(int pipe, int process, Destination destination) implements Mail {}

        record EndLine(int process) implements Mail {}

        record End(int process) implements Mail {}

        record Stop(CompletableFuture<Boolean> done) implements Mail {}
    }

    @Override
    public synchronized Prepared prepare(int process, ProcessSpec spec) {
        Way.Pair wanted = ways.apply(spec);
        if (wanted == null) {
            return otherwise.prepare(process, spec);
        }
        if (wanted.out() instanceof Way.Nowhere && wanted.err() instanceof Way.Nowhere) {
            return new Prepared.Ready(new Output.Discard());
        }
        try {
            boolean together = wanted.out().equals(wanted.err());
            Pipes open = pipes.get(process);
            if (open == null || (open.out() == open.err()) != together) {
                end(process);
                int out = pipe(spec);
                open = new Pipes(out, together ? out : pipe(spec));
                pipes.put(process, open);
            }
            begin(open.out(), process, spec, wanted.out());
            if (!together) {
                begin(open.err(), process, spec, wanted.err());
            }
            return new Prepared.Ready(new Output.Fifo(port.path(open.out()), port.path(open.err())));
        } catch (Unavailable e) {
            return new Prepared.Refused(String.valueOf(e.getMessage()));
        }
    }

    private int pipe(ProcessSpec spec) throws Unavailable {
        return number(port.pipe(spec.user()));
    }

    private static int number(Opened opened) throws Unavailable {
        return switch (opened) {
            case Opened.Descriptor(int number) -> number;
            case Opened.Failed(String message) -> throw new Unavailable(message);
        };
    }

    private void begin(int pipe, int process, ProcessSpec spec, Way way) throws Unavailable {
        Destination destination = switch (way) {
            case Way.Shown(Screen.Side side) ->
                new Destination.Lines(screen, side, spec.name().value());
            case Way.ToFile(String path) ->
                new Destination.Appended(
                        port, screen, path, number(port.file(new Output.AppendTo(path, fileMode), spec.user())));
            case Way.Nowhere() ->
                new Destination() {
                    @Override
                    public void take(byte[] bytes, int count) {}

                    @Override
                    public void end() {}
                };
        };
        post(new Mail.Begin(pipe, process, destination));
    }

    @Override
    public synchronized void end(int process) {
        if (pipes.remove(process) == null) {
            otherwise.end(process);
        } else {
            post(new Mail.End(process));
        }
    }

    /** An instance of a program has ended: what it printed last is a line. Any thread. */
    public void ended(int process) {
        post(new Mail.EndLine(process));
    }

    /** Shows everything there is, and stops. */
    @Override
    public void close() {
        CompletableFuture<Boolean> done = new CompletableFuture<>();
        post(new Mail.Stop(done));
        try {
            var _ = done.get(SETTLE_MILLIS, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException | TimeoutException e) {
            // Somebody holds the screen up. What is not shown by now is lost with the pipes.
        }
    }

    private void post(Mail item) {
        mail.add(item);
        port.wake();
    }

    private void run() {
        while (!stopped) {
            for (Integer pipe : port.await(null)) {
                move(pipe, TURN_BYTES);
            }
            read();
        }
        port.close();
    }

    private void move(int pipe, int atMost) {
        Channel channel = channels.get(pipe);
        int moved = 0;
        while (channel != null && moved < atMost) {
            int seen = port.peek(pipe, buffer);
            if (seen == 0) {
                return;
            }
            channel.destination().take(buffer, seen);
            moved += port.discard(pipe, seen);
        }
    }

    private void read() {
        Mail item;
        while ((item = mail.poll()) != null) {
            switch (item) {
                case Mail.Begin(int pipe, int process, Destination destination) -> {
                    Channel before = channels.get(pipe);
                    move(pipe, TURN_BYTES);
                    channels.put(pipe, new Channel(process, destination));
                    if (before == null) {
                        port.watch(pipe);
                    } else {
                        before.destination().close();
                    }
                }
                case Mail.EndLine(int process) -> endLines(process);
                case Mail.End(int process) -> end(of(process));
                case Mail.Stop(var done) -> {
                    stopped = true;
                    end(List.copyOf(channels.keySet()));
                    done.complete(true);
                }
            }
        }
    }

    private List<Integer> of(int process) {
        return channels.entrySet().stream()
                .filter(entry -> entry.getValue().process() == process)
                .map(Map.Entry::getKey)
                .toList();
    }

    private void endLines(int process) {
        for (Integer pipe : of(process)) {
            move(pipe, TURN_BYTES);
            Channel channel = channels.get(pipe);
            if (channel != null) {
                channel.destination().end();
            }
        }
    }

    private void end(List<Integer> gone) {
        for (Integer pipe : gone) {
            move(pipe, TURN_BYTES);
            Channel channel = channels.remove(pipe);
            if (channel != null) {
                channel.destination().close();
            }
            port.unwatch(pipe);
            port.close(pipe);
        }
    }

    /** Something that output was to go to cannot be had. */
    private static final class Unavailable extends Exception {
        private static final long serialVersionUID = 1;

        Unavailable(String message) {
            super(message);
        }
    }
}
