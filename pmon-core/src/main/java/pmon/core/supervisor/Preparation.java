package pmon.core.supervisor;

import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;
import pmon.api.spi.kernel.ChildKey;
import pmon.core.health.Prologue;

/** What is done before a queued program is started, as far as it has come: its prologue first, then its prerun tasks one after the other. */
final class Preparation {
    /** Names its checks. */
    final ChildKey key;

    final Deque<String> prerun;
    /** Null once it has passed, and where there is none. */
    @Nullable
    Prologue prologue;
    /** The prerun task that runs, or is about to. */
    @Nullable
    Managed awaited;

    boolean done;

    Preparation(ChildKey key, Managed program, @Nullable Prologue prologue) {
        this.key = key;
        this.prologue = prologue;
        prerun = new ArrayDeque<>(program.spec.task().run().prerun());
    }

    /** What it waits for, in words that follow "waiting for". */
    String explanation() {
        if (prologue != null) {
            return String.join("; ", prologue.open());
        }
        return awaited == null ? "nothing" : awaited.name() + ", which is run first, to end";
    }
}
