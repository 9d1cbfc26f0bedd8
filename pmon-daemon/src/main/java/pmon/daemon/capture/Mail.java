package pmon.daemon.capture;

import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import pmon.api.spi.kernel.CapturePort.Opened;
import pmon.daemon.config.CaptureRules;

/** What the pump is told by others. */
sealed interface Mail {
    /**
     * The output that comes out of a pipe belongs to a program and goes into a file.
     *
     * @param channel tells the pipes of one program apart
     * @param pipe its descriptor; null when it is the one there was
     * @param file what came of opening the file; where that failed, it is tried again
     */
    record Begin(int process, String channel, @Nullable Integer pipe, Place place, Opened file, CaptureRules rules)
            implements Mail {}

    /** A program is no longer managed. */
    record End(int process) implements Mail {}

    /**
     * Everything that is in the pipes now shall be in the files.
     *
     * @param process of this program only; null is all of them
     */
    record Settle(@Nullable Integer process, CompletableFuture<Boolean> done) implements Mail {}

    /** The files of a program shall be empty; completes with why they are not, or with an empty text. */
    record Empty(int process, CompletableFuture<String> done) implements Mail {}

    /** The files of these programs shall be opened again by their paths; none are all. */
    record Reopen(Set<Integer> processes, CompletableFuture<Boolean> done) implements Mail {
        public Reopen {
            processes = Set.copyOf(processes);
        }
    }

    /** Somebody reads along, or no longer. */
    record Watched(boolean watched) implements Mail {}

    /** No more. */
    record Stop(CompletableFuture<Boolean> done) implements Mail {}
}
