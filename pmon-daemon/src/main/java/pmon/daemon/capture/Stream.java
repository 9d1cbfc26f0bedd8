package pmon.daemon.capture;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import pmon.api.process.LogSettings.OnFull;
import pmon.api.spi.kernel.CapturePort;
import pmon.api.spi.kernel.CapturePort.Moved;

/**
 * One pipe of a program and the file that its bytes go into. Belongs to the pump's thread.
 *
 * <pre>
 * Flowing   no room             -> Held      the pipe is not watched; tried again after a while
 * Held      room                -> Flowing
 * Held      full for full_grace -> Dropping  unless the program is to wait; watched again
 * Dropping  room                -> Flowing
 * Dropping  no room             -> Dropping  what is in the pipe is thrown away and counted
 * </pre>
 */
final class Stream {
    /** Bytes of one stream before it is another one's turn. */
    static final int TURN_BYTES = 4 << 20;

    private static final int DRAIN_TURNS = 64;

    /** A pipe that is full within {@link #SOON_NANOS} gets more room. */
    static final int PIPE_BYTES = 64 * 1024;

    static final long SOON_NANOS = 1_000_000;

    static final int LARGE_PIPE_BYTES = 1 << 20;

    /** While a program floods its pipe there is a turn several times a millisecond: so often it is not looked whether the file is still there. */
    private static final long FLOOD_LOOK_NANOS = 2_000_000;

    private final CapturePort port;
    private final int process;
    private final String channel;
    private final DropCounts drops;
    private final int pipe;
    private final CaptureNews news;
    private LogTarget target;
    private State state = new Flowing();
    private long dropped;
    private long droppedNow;
    private boolean large;
    private int room = PIPE_BYTES;
    private boolean flooding;
    private long refreshedAt;

    Stream(
            CapturePort port,
            int process,
            String channel,
            int pipe,
            LogTarget target,
            DropCounts drops,
            CaptureNews news) {
        this.port = port;
        this.process = process;
        this.channel = channel;
        this.drops = drops;
        this.dropped = drops.dropped(process, channel);
        this.pipe = pipe;
        this.target = target;
        this.news = news;
    }

    private sealed interface State {}

    private record Flowing() implements State {}

    /** @param fullSince when the pipe was first seen full; null while it is not */
    private record Held(String why, @Nullable Long fullSince) implements State {}

    private record Dropping(String why) implements State {}

    int pipe() {
        return pipe;
    }

    int process() {
        return process;
    }

    LogTarget target() {
        return target;
    }

    /** Puts what comes from now on into another file, and what has come into the one there was. */
    void into(LogTarget other, long now) {
        if (!other.equals(target)) {
            drain(now);
            target = other;
        }
    }

    /** Bytes that were thrown away, ever. */
    long dropped() {
        return dropped;
    }

    /** Whether it has to be tried again without having been told of. */
    boolean held() {
        return state instanceof Held;
    }

    /** Whether nothing is wrong, and nothing of it was ever dropped. */
    boolean wellAlways() {
        return dropped == 0 && state instanceof Flowing && target.problem() == null;
    }

    @Nullable
    String problem() {
        String path = target.place().path();
        return switch (state) {
            case Flowing() -> target.problem();
            case Held(String why, var _) -> "output waits: " + path + ": " + why;
            case Dropping(String why) -> "output is being dropped: " + path + ": " + why;
        };
    }

    /**
     * Whether it would be of use to give it a larger pipe, which has not been done.
     *
     * @param moved what it had
     * @param interval the time in which that came, in nanoseconds
     */
    boolean wantsRoom(long moved, long interval) {
        return !large && moved >= Pace.BUSY_BYTES && moved * SOON_NANOS >= PIPE_BYTES * interval;
    }

    void giveRoom() {
        large = true;
        room = Math.max(PIPE_BYTES, port.resize(pipe, LARGE_PIPE_BYTES));
    }

    /** How many bytes the pipe has room for. */
    int room() {
        return room;
    }

    boolean large() {
        return large;
    }

    /** Moves what there is, at most a turn's worth; how many bytes that was. */
    long advance(long now) {
        if (!flooding || now - refreshedAt >= FLOOD_LOOK_NANOS || !target.asItWas()) {
            refreshedAt = now;
            target.refresh(now);
        }
        long moved = 0;
        while (moved < TURN_BYTES) {
            Moved result = target.take(pipe, TURN_BYTES - (int) moved, now);
            if (result instanceof Moved.Bytes(int count)) {
                if (count == 0) {
                    break;
                }
                roomAgain();
                moved += count;
                if (!target.turning(now) && almostAll()) {
                    break;
                }
            } else {
                noRoom(why(result), now);
                break;
            }
        }
        flooding = moved >= Pace.BUSY_BYTES;
        return moved;
    }

    /** Moves all there is, unless somebody writes without end: who does is not waited for. */
    void drain(long now) {
        int turns = 0;
        while (turns++ < DRAIN_TURNS && advance(now) > 0) {}
    }

    /** Whether what is left, if anything, has come meanwhile: it is better moved with what will come, and is told of again. */
    private boolean almostAll() {
        return !target.looking() || port.waiting(pipe) < room / 8;
    }

    private static String why(Moved result) {
        return switch (result) {
            case Moved.NoRoom(String why) -> why;
            case Moved.Unsupported(String why) -> why;
            case Moved.Bytes(int count) -> count + " bytes";
        };
    }

    private void noRoom(String why, long now) {
        switch (state) {
            case Flowing() -> {
                port.unwatch(pipe);
                state = new Held(why, port.full(pipe) ? now : null);
            }
            case Held(var _, Long since) ->
                hold(why, port.full(pipe) ? since == null ? Long.valueOf(now) : since : null, now);
            case Dropping(var _) -> {
                state = new Dropping(why);
                drop();
            }
        }
    }

    private void hold(String why, @Nullable Long fullSince, long now) {
        boolean enough = fullSince != null
                && Duration.ofNanos(now - fullSince).compareTo(target.rules().fullGrace()) >= 0;
        if (!enough || target.rules().onFull() == OnFull.BLOCK) {
            state = new Held(why, fullSince);
            return;
        }
        state = new Dropping(why);
        droppedNow = 0;
        drop();
        port.watch(pipe);
        news.dropping(process, "output is being dropped: " + target.place().path() + ": " + why);
    }

    private void drop() {
        int thrown = port.discard(pipe, LARGE_PIPE_BYTES);
        dropped += thrown;
        droppedNow += thrown;
        if (thrown > 0) {
            drops.dropped(process, channel, dropped);
        }
    }

    private void roomAgain() {
        if (state instanceof Held) {
            state = new Flowing();
            port.watch(pipe);
        } else if (state instanceof Dropping) {
            state = new Flowing();
            news.keeping(process, "output is kept again: " + droppedNow + " bytes were dropped");
        }
    }
}
