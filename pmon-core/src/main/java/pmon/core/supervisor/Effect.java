package pmon.core.supervisor;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import pmon.api.process.MonitorSpec;
import pmon.api.process.ProcessIdentity;
import pmon.api.process.ProcessRecord;
import pmon.api.process.ProcessSpec;
import pmon.api.process.Signal;
import pmon.api.spi.kernel.ChildKey;

/** What the supervisor wants done, in this order. */
public sealed interface Effect {
    /** Start an instance; answered by {@link Input.Spawned} or {@link Input.SpawnRefused} at once. */
    record Spawn(ChildKey key, ProcessSpec spec) implements Effect {}

    /** Send a signal to the whole tree of an instance. */
    record SignalTree(ChildKey key, Signal signal) implements Effect {}

    /** Send a signal to the main process of an instance. */
    record SignalMain(ChildKey key, Signal signal) implements Effect {}

    /**
     * Take over an instance that an earlier daemon started; answered by {@link Input.AdoptionEnded} at once.
     *
     * @param identity null where no pid was recorded: it is looked for by its mark
     * @param spec of the program as it is recorded
     */
    record Adopt(ChildKey key, @Nullable ProcessIdentity identity, ProcessSpec spec) implements Effect {}

    /**
     * Check an instance, within the time; answered by {@link Input.Checked} later.
     *
     * @param key of what has to be so before a start, the generation is a negative number of its own
     * @param program as it was when the instance was started or later
     * @param main its main process; null before it is started
     */
    record Check(
            ChildKey key,
            MonitorSpec monitor,
            Duration timeout,
            ProcessSpec program,
            @Nullable ProcessIdentity main) implements Effect {}

    /** No further check of this instance follows; what is under way is of no interest any more. */
    record EndChecks(ChildKey key) implements Effect {}

    /** Leave an instance running and forget it. */
    record Release(ChildKey key) implements Effect {}

    /** Make entries durable, in the order of the tickets; answered by {@link Input.Committed} or {@link Input.CommitFailed} later. */
    record Append(long ticket, List<Entry> entries) implements Effect {
        public Append {
            entries = List.copyOf(entries);
        }
    }

    /**
     * A program is no longer managed: what is left of its output is taken care of, and nothing more will come. No snapshot has it any more.
     *
     * @param last how it was in the end
     */
    record Deleted(ProcessRecord last) implements Effect {}

    /** Remove the logs that were made for a program. */
    record RemoveLogs(ProcessSpec spec) implements Effect {}

    /** Tell whoever asked. */
    record Reply(long operation, Outcome outcome) implements Effect {}

    /** Tell whoever looks after the daemon, by its log. */
    record Warn(String message) implements Effect {}

    /** All programs are taken care of and everything is durable: the daemon may end. */
    record Finish() implements Effect {}
}
