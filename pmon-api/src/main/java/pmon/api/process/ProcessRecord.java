package pmon.api.process;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is durable about a managed program: enough to show it, to start it again, and to find its running instance after the
 * daemon died.
 *
 * @param id small number, never used twice
 * @param goal what was asked for last; what a new daemon works towards
 * @param status the status last recorded
 * @param generation counts the instances ever started; the first is 1, 0 means never started
 * @param restartCount restarts since the last stop or reset
 * @param instance the process last started, null when none was or its pid was not yet recorded
 * @param startedAt when that instance started
 * @param exit how the last instance ended, null while none has
 * @param reason why it is in this status, a clause such as {@code stopped by root}
 * @param applied a digest of the entry of the process configuration that was applied last; null where none ever was
 * @param shortLives the instances that ended too soon, in a row up to the last
 * @param ready whether that instance has passed every check of readiness; false where there are none
 * @param last whether the daemon ends with the run that it is about; false for all but a task that is run so
 * @param pendingEnd the end that its instance is about to come to; null for none
 * @param follows until it is started again, the ids of those that it is restarted because of or together with
 */
public record ProcessRecord(
        int id,
        ProcessSpec spec,
        Goal goal,
        Status status,
        int generation,
        int restartCount,
        @Nullable ProcessIdentity instance,
        @Nullable Instant startedAt,
        @Nullable ExitStatus exit,
        String reason,
        Instant createdAt,
        Instant updatedAt,
        @Nullable String applied,
        ShortLives shortLives,
        boolean ready,
        boolean last,
        @Nullable PendingEnd pendingEnd,
        List<Integer> follows) {
    public ProcessRecord {
        follows = List.copyOf(follows);
    }

    /** A record of a program that no process configuration made, that is not ready, and does not end too soon. */
    public ProcessRecord(
            int id,
            ProcessSpec spec,
            Goal goal,
            Status status,
            int generation,
            int restartCount,
            @Nullable ProcessIdentity instance,
            @Nullable Instant startedAt,
            @Nullable ExitStatus exit,
            String reason,
            Instant createdAt,
            Instant updatedAt) {
        this(
                id,
                spec,
                goal,
                status,
                generation,
                restartCount,
                instance,
                startedAt,
                exit,
                reason,
                createdAt,
                updatedAt,
                null,
                ShortLives.NONE,
                false,
                false,
                null,
                List.of());
    }

    /** The program's name. */
    public ProcessName name() {
        return spec.name();
    }
}
