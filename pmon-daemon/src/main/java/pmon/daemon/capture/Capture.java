package pmon.daemon.capture;

import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import pmon.api.process.LogSettings.Mode;
import pmon.api.process.ProcessRecord;
import pmon.api.process.ProcessSpec;
import pmon.api.spi.kernel.CapturePort;
import pmon.api.spi.kernel.CapturePort.Opened;
import pmon.api.spi.kernel.SpawnCommand.Output;
import pmon.daemon.config.CaptureRules;
import pmon.daemon.loop.Outputs;
import pmon.daemon.programlog.Freshness;
import pmon.daemon.request.CapturedLogs;
import pmon.daemon.view.LogHealth;

/**
 * Where the output of programs goes. Pipes belong to programs, not to instances or daemons: the name of each is the id of its program, so a
 * new daemon finds them again, with what was printed meanwhile still in them.
 */
public final class Capture implements Outputs, Freshness, CapturedLogs, AutoCloseable {
    private static final Logger LOG = System.getLogger(Capture.class.getName());

    /** How long a reader waits until what was printed is in the file; a disk that is slower than this is not waited for. */
    private static final long SETTLE_MILLIS = 2_000;

    /** How long the supervisor does: nearly always it takes less than one. */
    private static final long SETTLE_ONE_MILLIS = 250;

    private final CapturePort port;
    private final PipeDirectory directory;
    private final Holding holding;
    private final Pump pump;
    private final Compression compression;
    private final int fileMode;
    private final CaptureNews news;
    private final Function<ProcessSpec, CaptureRules> rules;
    /** Descriptors by program and channel. */
    private final Map<Integer, Map<String, Integer>> pipes = new HashMap<>();

    private Capture(
            CapturePort port,
            PipeDirectory directory,
            int fileMode,
            Function<ProcessSpec, CaptureRules> rules,
            LongSupplier maxTotal,
            CaptureNews news) {
        this.port = port;
        this.directory = directory;
        this.fileMode = fileMode;
        this.rules = rules;
        this.news = news;
        this.holding = new Holding(port, directory);
        Rotation rotation = new Rotation(port);
        this.compression = new Compression(port, rotation, maxTotal);
        this.pump = new Pump(port, rotation, InstantSource.system(), System::nanoTime, compression, directory, news);
    }

    /**
     * Goes on where an earlier daemon stopped, and starts the thread.
     *
     * @param directory where the pipes are; nobody else may write in it
     * @param fileMode of new log files
     * @param rules of a program, now
     * @param maxTotal bytes that all rotated logs together may have, now; 0 without end
     */
    public static Capture open(
            CapturePort port,
            Path directory,
            int fileMode,
            Function<ProcessSpec, CaptureRules> rules,
            LongSupplier maxTotal,
            CaptureNews news,
            List<ProcessRecord> records)
            throws IOException {
        Capture capture = new Capture(port, PipeDirectory.open(directory), fileMode, rules, maxTotal, news);
        capture.recover(records);
        Thread.ofPlatform().name("log pump").start(capture::run);
        return capture;
    }

    private void run() {
        try {
            while (!pump.stopped()) {
                pump.round();
            }
        } catch (RuntimeException | Error e) {
            news.broken(e);
        }
    }

    private void recover(List<ProcessRecord> records) {
        Map<Integer, ProcessSpec> specs = new HashMap<>();
        records.forEach(record -> specs.put(record.id(), record.spec()));
        for (PipeDirectory.Found found : directory.pipes()) {
            ProcessSpec spec = specs.get(found.process());
            if (spec == null) {
                directory.remove(found);
            } else {
                takeOver(found, spec);
            }
        }
        // Not before all are open: what nobody else has open is lost with the holder there was.
        holding.renew(all());
    }

    private void takeOver(PipeDirectory.Found found, ProcessSpec spec) {
        Place place = place(found.channel(), spec);
        switch (port.pipe(directory.path(found.process(), found.channel()), place.owner())) {
            case Opened.Failed(String message) -> waits(spec, message);
            case Opened.Descriptor(int pipe) -> {
                Opened file = port.file(place.file(), place.owner());
                if (file instanceof Opened.Failed(String message)) {
                    waits(spec, message);
                }
                own(found.process()).put(found.channel(), pipe);
                pump.post(new Mail.Begin(found.process(), found.channel(), pipe, place, file, rules.apply(spec)));
            }
        }
    }

    private static void waits(ProcessSpec spec, String why) {
        LOG.log(Level.WARNING, "what {0} prints waits in its pipe: {1}", spec.name(), why);
    }

    private Place place(String channel, ProcessSpec spec) {
        String path = spec.log() + (channel.equals(PipeDirectory.ERR) ? ProcessSpec.ERR_LOG_SUFFIX : "");
        return new Place(path, spec.user(), fileMode);
    }

    private Map<String, Integer> own(int process) {
        return pipes.computeIfAbsent(process, _ -> new HashMap<>());
    }

    @Override
    public synchronized Prepared prepare(int process, ProcessSpec spec) {
        CaptureRules applied = rules.apply(spec);
        return switch (applied.mode()) {
            case NONE -> new Prepared.Ready(new Output.Discard());
            case DIRECT -> new Prepared.Ready(new Output.AppendTo(spec.log(), fileMode));
            case TOGETHER, APART -> captured(process, spec, applied);
        };
    }

    private Prepared captured(int process, ProcessSpec spec, CaptureRules applied) {
        String err = applied.mode() == Mode.APART ? PipeDirectory.ERR : PipeDirectory.OUT;
        String failure = take(process, PipeDirectory.OUT, spec, applied);
        if (failure == null && applied.mode() == Mode.APART) {
            failure = take(process, err, spec, applied);
        }
        return failure == null
                ? new Prepared.Ready(
                        new Output.Fifo(directory.path(process, PipeDirectory.OUT), directory.path(process, err)))
                : new Prepared.Refused(failure);
    }

    /** Opens what is not open; null where that worked, else why not. */
    private @Nullable String take(int process, String channel, ProcessSpec spec, CaptureRules applied) {
        Place place = place(channel, spec);
        Opened file = port.file(place.file(), spec.user());
        if (file instanceof Opened.Failed(String message)) {
            return message;
        }
        Map<String, Integer> own = own(process);
        Integer pipe = null;
        if (!own.containsKey(channel)) {
            switch (port.pipe(directory.path(process, channel), spec.user())) {
                case Opened.Failed(String message) -> {
                    close(file);
                    return message;
                }
                case Opened.Descriptor(int number) -> pipe = number;
            }
            own.put(channel, pipe);
            holding.add(pipe, this::all);
        }
        pump.post(new Mail.Begin(process, channel, pipe, place, file, applied));
        return null;
    }

    private void close(Opened file) {
        if (file instanceof Opened.Descriptor(int number)) {
            port.close(number);
        }
    }

    private List<Integer> all() {
        return pipes.values().stream().flatMap(own -> own.values().stream()).toList();
    }

    @Override
    public synchronized void end(int process) {
        if (pipes.remove(process) != null) {
            directory.remove(process);
            pump.post(new Mail.End(process));
        }
    }

    @Override
    public void settle() {
        CompletableFuture<Boolean> done = new CompletableFuture<>();
        pump.post(new Mail.Settle(null, done));
        await(done, true);
    }

    @Override
    public void settle(int process) {
        CompletableFuture<Boolean> done = new CompletableFuture<>();
        pump.post(new Mail.Settle(process, done));
        await(done, SETTLE_ONE_MILLIS, true);
    }

    @Override
    public void watched(boolean watched) {
        pump.post(new Mail.Watched(watched));
    }

    @Override
    public String empty(int process) {
        CompletableFuture<String> done = new CompletableFuture<>();
        pump.post(new Mail.Empty(process, done));
        return await(done, "the disk of its log does not answer");
    }

    @Override
    public void reopen(Set<Integer> processes) {
        CompletableFuture<Boolean> done = new CompletableFuture<>();
        pump.post(new Mail.Reopen(processes, done));
        await(done, true);
    }

    /** How the log of a program is. Any thread. */
    public LogHealth health(int process) {
        return pump.health(process);
    }

    /**
     * Moves what there is, and stops. Pipes are held for a later daemon where there is something left for it.
     *
     * @param programsLive whether more may come
     */
    public void stop(boolean programsLive) {
        CompletableFuture<Boolean> done = new CompletableFuture<>();
        pump.post(new Mail.Stop(done));
        await(done, true);
        compression.close();
        if (!programsLive && nothingWaits()) {
            holding.end();
        }
    }

    private synchronized boolean nothingWaits() {
        return all().stream().allMatch(pipe -> port.waiting(pipe) == 0);
    }

    @Override
    public void close() {
        stop(true);
    }

    private static <T> T await(CompletableFuture<T> done, T otherwise) {
        return await(done, SETTLE_MILLIS, otherwise);
    }

    private static <T> T await(CompletableFuture<T> done, long millis, T otherwise) {
        try {
            return done.get(millis, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return otherwise;
        } catch (ExecutionException | TimeoutException e) {
            return otherwise;
        }
    }
}
