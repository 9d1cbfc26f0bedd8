package pmon.daemon.probe;

import java.io.IOException;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import pmon.api.process.ProcessSpec;
import pmon.api.spi.kernel.ChildKey;
import pmon.api.spi.monitor.MonitorProvider.Source;
import pmon.api.spi.monitor.ProgramOutput;
import pmon.daemon.monitor.MonitorTypes;
import pmon.daemon.notice.NoticeBoard;
import pmon.daemon.programlog.Ahead;
import pmon.daemon.programlog.LogSource;
import pmon.daemon.programlog.ProgramLogs;
import pmon.daemon.programlog.UnreadableLogException;

/** Hears what instances tell and print, each from its beginning, where a monitor wants to know. */
public final class Ears implements AutoCloseable {
    private final Supplier<MonitorTypes> types;
    private final NoticeBoard notices;
    private final ProgramLogs logs;
    private final Function<ProcessSpec, List<LogSource>> written;
    /** One for each monitor that reads. */
    private final Map<ChildKey, Deque<Ahead>> outputs = new ConcurrentHashMap<>();

    /**
     * Puts it together.
     *
     * @param types those there are when an instance is about to be started
     * @param written the logs that a program writes; none where its output is kept nowhere
     */
    public Ears(
            Supplier<MonitorTypes> types,
            NoticeBoard notices,
            ProgramLogs logs,
            Function<ProcessSpec, List<LogSource>> written) {
        this.types = types;
        this.notices = notices;
        this.logs = logs;
        this.written = written;
    }

    NoticeBoard notices() {
        return notices;
    }

    /**
     * An instance is about to be started. The supervisor's thread, which waits for the output of the one before to be in the log, but not
     * for a disk that does not answer.
     */
    Map<String, String> prepare(ChildKey instance, ProcessSpec program) {
        var monitors = program.task().monitors();
        if (monitors.isEmpty()) {
            return Map.of();
        }
        Map<String, String> environment = new HashMap<>(types.get().environment(monitors));
        List<Source> sources = types.get().sources(monitors);
        if (sources.contains(Source.NOTICES)) {
            notices.begin(instance).ifPresent(address -> environment.put("NOTIFY_SOCKET", address));
        }
        forget(instance.process());
        int readers = Collections.frequency(sources, Source.OUTPUT);
        if (readers > 0) {
            logs.settle(instance.process());
            outputs.put(instance, open(readers, program));
        }
        return environment;
    }

    /** An instance was taken over from an earlier daemon. */
    void resume(ChildKey instance, ProcessSpec program) {
        var monitors = program.task().monitors();
        if (!monitors.isEmpty() && types.get().sources(monitors).contains(Source.NOTICES)) {
            notices.resume(instance);
        }
    }

    /** Earlier instances that nobody has checked, and whose end was not told for that. */
    private void forget(int process) {
        for (ChildKey earlier : List.copyOf(outputs.keySet())) {
            if (earlier.process() == process) {
                close(outputs.remove(earlier));
            }
        }
    }

    private Deque<Ahead> open(int readers, ProcessSpec program) {
        Deque<Ahead> begun = new ConcurrentLinkedDeque<>();
        try {
            for (int reader = 0; reader < readers; reader++) {
                begun.add(logs.ahead(written.apply(program)));
            }
        } catch (UnreadableLogException _) {
            // Whoever wants to read it tries again, and tells.
        }
        return begun;
    }

    /** From the beginning of the instance, where it was started by us; for the caller to close. */
    ProgramOutput output(ChildKey instance, ProcessSpec program) throws IOException {
        Deque<Ahead> waiting = outputs.get(instance);
        Ahead begun = waiting == null ? null : waiting.poll();
        if (begun != null) {
            return begun;
        }
        List<LogSource> sources = written.apply(program);
        if (sources.isEmpty()) {
            throw new IOException("what " + program.name() + " prints is kept nowhere: its logs.mode is none");
        }
        try {
            return logs.ahead(sources);
        } catch (UnreadableLogException e) {
            throw new IOException(e.getMessage(), e);
        }
    }

    void end(ChildKey instance) {
        notices.end(instance);
        close(outputs.remove(instance));
    }

    private static void close(@Nullable Deque<Ahead> outputs) {
        if (outputs != null) {
            outputs.forEach(Ahead::close);
        }
    }

    @Override
    public void close() {
        notices.close();
        outputs.values().forEach(Ears::close);
    }
}
