package pmon.core.supervisor;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import pmon.api.process.Health;
import pmon.api.process.ProcessIdentity;
import pmon.api.process.ProcessRecord;
import pmon.api.process.Status;

/**
 * A program as it was at one moment.
 *
 * @param status its public status
 * @param main its main process; null when none lives
 * @param startedAt when that process started; null when none lives
 * @param explanation the state in one sentence
 * @param nextStartAt when the next try is due; null unless one is
 * @param problems what somebody should look at, a sentence each
 * @param health what its monitors say
 */
public record ProcessSnapshot(
        ProcessRecord record,
        Status status,
        @Nullable ProcessIdentity main,
        @Nullable Instant startedAt,
        String explanation,
        @Nullable Instant nextStartAt,
        List<String> problems,
        Health health) {
    /** Of a program without monitors. */
    public ProcessSnapshot(
            ProcessRecord record,
            Status status,
            @Nullable ProcessIdentity main,
            @Nullable Instant startedAt,
            String explanation,
            @Nullable Instant nextStartAt,
            List<String> problems) {
        this(record, status, main, startedAt, explanation, nextStartAt, problems, Health.NONE);
    }

    public ProcessSnapshot {
        problems = List.copyOf(problems);
    }

    public int id() {
        return record.id();
    }

    public String name() {
        return record.spec().name().value();
    }
}
