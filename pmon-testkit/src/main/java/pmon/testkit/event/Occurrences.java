package pmon.testkit.event;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import pmon.api.process.Account;
import pmon.api.process.ExitStatus;
import pmon.api.process.Goal;
import pmon.api.process.ProcessName;
import pmon.api.process.ProcessRecord;
import pmon.api.process.ProcessSpec;
import pmon.api.process.ProcessSpec.RestartSettings;
import pmon.api.process.ProcessSpec.StopSettings;
import pmon.api.process.Status;
import pmon.api.protocol.ProcessEvent;
import pmon.api.spi.event.Occurrence;

/** Things that might have happened. */
public final class Occurrences {
    /** When the first of them happened; event number n is n seconds later. */
    public static final Instant START = Instant.parse("2026-03-01T12:00:00Z");

    private static final Account USER = new Account("alice", 1001, 1001, List.of(), "/home/alice", "/bin/sh");

    private Occurrences() {}

    /**
     * Something that happened to a program.
     *
     * @param id of the program, which is called {@code p} and its id
     * @param seq number of the event
     */
    public static Occurrence of(Occurrence.Kind kind, int id, long seq) {
        return switch (kind) {
            case PROCESS_RESTART -> of(kind, ProcessEvent.Type.STARTED, Status.INIT, Status.RUNNING, id, seq);
            case PROCESS_FAILURE -> of(kind, ProcessEvent.Type.FAILED, Status.BACKOFF, Status.FAILED, id, seq);
            case PROCESS_BACKOFF -> of(kind, ProcessEvent.Type.FLAPPING, Status.RUNNING, Status.BACKOFF, id, seq);
            case EVENT -> of(kind, ProcessEvent.Type.EXITED, Status.RUNNING, Status.STOPPED, id, seq);
        };
    }

    private static Occurrence of(
            Occurrence.Kind kind, ProcessEvent.Type type, Status from, Status to, int id, long seq) {
        ExitStatus exit = new ExitStatus.Exited(1, START);
        Integer pid = to == Status.RUNNING ? 4711 : null;
        ProcessEvent event = new ProcessEvent(
                seq,
                START.plusSeconds(seq),
                type,
                "p" + id,
                id,
                2,
                from,
                to,
                "because",
                pid,
                type == ProcessEvent.Type.EXITED ? exit : null);
        ProcessRecord program = new ProcessRecord(
                id, spec(id), Goal.UP, to, 2, 1, null, null, exit, "because", START, START.plusSeconds(seq));
        return new Occurrence(kind, event, program);
    }

    private static ProcessSpec spec(int id) {
        return new ProcessSpec(
                new ProcessName("p" + id),
                "/usr/local/bin/web",
                List.of("-p", "80"),
                Map.of("TOKEN", "secret"),
                Map.of(),
                "/srv",
                USER,
                "/var/log/p" + id + ".log",
                true,
                RestartSettings.DEFAULT,
                StopSettings.DEFAULT,
                List.of(),
                List.of());
    }
}
