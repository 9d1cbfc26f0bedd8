package pmon.daemon.capture;

import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import pmon.api.spi.kernel.CapturePort;
import pmon.api.spi.kernel.CapturePort.FileState;
import pmon.api.spi.kernel.CapturePort.Moved;
import pmon.api.spi.kernel.CapturePort.Opened;
import pmon.daemon.config.CaptureRules;

/**
 * A log file that output goes into: where its end is, and when it is time for a new one. Bytes are taken out of a pipe only by being put
 * into the file, so a daemon that dies here leaves each of them in exactly one of the two. Belongs to the pump's thread.
 */
final class LogTarget {
    /** How often it is looked whether the file is still at its path. */
    static final long LOOK_NANOS = TimeUnit.SECONDS.toNanos(1);

    /** How long a rotation that failed is not tried again. */
    static final long ROTATION_PAUSE_NANOS = TimeUnit.SECONDS.toNanos(60);

    /** Size of the buffer that all of them share. */
    static final int LOOKED_AT_BYTES = 64 * 1024;

    /** No file has this number. */
    private static final int NONE = -1;

    private final CapturePort port;
    private final Rotation rotation;
    private final InstantSource clock;
    private final RotationListener listener;
    private final byte[] bytes;
    private Place place;
    private CaptureRules rules;
    private int descriptor = NONE;
    private long offset;
    private long createdMillis;
    private @Nullable FileState identity;
    private boolean atLineStart;
    private boolean copying;
    private long lookedAt;
    private boolean lookAgain;
    private long rotationPausedUntil;
    private boolean rotationPaused;
    private @Nullable String broken;
    private @Nullable String rotationProblem;

    LogTarget(
            CapturePort port,
            Rotation rotation,
            InstantSource clock,
            RotationListener listener,
            Place place,
            CaptureRules rules,
            Opened file,
            byte[] buffer,
            long now) {
        this.port = port;
        this.rotation = rotation;
        this.clock = clock;
        this.listener = listener;
        this.place = place;
        this.rules = rules;
        this.bytes = buffer;
        this.lookedAt = now;
        use(file);
    }

    /** Hears of new rotated files. */
    interface RotationListener {
        void rotated(Place place, CaptureRules rules);
    }

    Place place() {
        return place;
    }

    CaptureRules rules() {
        return rules;
    }

    int descriptor() {
        return descriptor;
    }

    /** Whether it is about to be rotated, or has just been: less was moved then than there was. */
    boolean turning(long now) {
        return offset == 0 || due(now);
    }

    /** Whether bytes are looked at on their way, a buffer at a time; otherwise all there is goes at once. */
    boolean looking() {
        return rules.timestamps() || copying;
    }

    /** What is wrong with it apart from a full disk; null when nothing is. */
    @Nullable
    String problem() {
        return broken == null ? rotationProblem : broken;
    }

    boolean isAt(FileState state) {
        return identity != null && identity.same(state);
    }

    void rule(Place newPlace, CaptureRules newRules) {
        place = newPlace;
        if (newRules.timestamps() && !rules.timestamps()) {
            // Nobody has asked since it was opened.
            atLineStart = endsALine();
        }
        rules = newRules;
    }

    /** Before each batch: the file may have been cut, deleted or renamed by others. */
    void refresh(long now) {
        Optional<FileState> state = port.state(descriptor);
        if (state.isEmpty() || state.get().links() == 0) {
            reopen(now);
            return;
        }
        if (lookAgain || now - lookedAt >= LOOK_NANOS) {
            lookedAt = now;
            Optional<FileState> there = port.state(place.path(), place.owner());
            if (there.isEmpty() || !there.get().same(state.get())) {
                reopen(now);
                return;
            }
            lookAgain = false;
        }
        broken = null;
        if (state.get().size() != offset) {
            offset = port.toEnd(descriptor);
            atLineStart = endsALine();
        }
    }

    /** Whether nobody has written to the file or cut it since the last batch, nor renamed it with our knowledge; goes to its end. */
    boolean asItWas() {
        return !lookAgain && port.toEnd(descriptor) == offset;
    }

    /**
     * Before the next batch it is looked whether the file is still at its path: this or another target may have renamed it. Nothing is
     * written to it before that is known, or another is open: it may be about to be compressed.
     */
    void lookAgain() {
        lookAgain = true;
    }

    /** Opens what is at the path now, and makes it where there is nothing. */
    void reopen(long now) {
        lookedAt = now;
        use(port.file(place.file(), place.owner()));
    }

    /** Takes this file in the place of the one there was, unless both are the same. */
    void adopt(Opened file) {
        if (file instanceof Opened.Descriptor(int number)
                && port.state(number).filter(this::isAt).isPresent()) {
            port.close(number);
        } else {
            use(file);
        }
    }

    private void use(Opened file) {
        switch (file) {
            case Opened.Descriptor(int number) -> use(number);
            case Opened.Failed(String message) -> broken = message;
        }
    }

    private void use(int number) {
        close();
        descriptor = number;
        lookAgain = false;
        broken = null;
        identity = port.state(number).orElse(null);
        offset = port.toEnd(number);
        createdMillis = identity == null ? clock.millis() : identity.createdMillis();
        atLineStart = endsALine();
        copying = false;
    }

    /** Throws away what is in the file at its path; null where that worked, else why not. */
    @Nullable
    String empty(long now) {
        lookAgain();
        refresh(now);
        if (broken != null) {
            return broken;
        }
        String failure = port.truncate(descriptor, 0);
        offset = port.toEnd(descriptor);
        atLineStart = endsALine();
        createdMillis = clock.millis();
        return failure;
    }

    /** Moves bytes from a pipe into the file. */
    Moved take(int pipe, int maxBytes, long now) {
        if (broken != null) {
            return new Moved.NoRoom(broken);
        }
        boolean due = due(now);
        if (due && port.waiting(pipe) > 0 && endsALine()) {
            rotate(now);
            due = false;
        }
        if (broken != null) {
            return new Moved.NoRoom(broken);
        }
        if (due || looking()) {
            return takeLooking(pipe, due, now);
        }
        Moved moved = port.move(pipe, descriptor, room(maxBytes));
        if (moved instanceof Moved.Bytes(int count)) {
            offset += count;
        } else if (moved instanceof Moved.Unsupported) {
            copying = true;
            return takeLooking(pipe, false, now);
        }
        return moved;
    }

    /** Up to the size at which it is due. */
    private int room(int bytes) {
        return rules.maxSize() > offset ? (int) Math.min(bytes, rules.maxSize() - offset) : bytes;
    }

    /** Looks at what comes, for the end of the line that is the last of this file, or to put times in front. */
    private Moved takeLooking(int pipe, boolean due, long now) {
        int seen = port.peek(pipe, bytes);
        if (seen == 0) {
            return new Moved.Bytes(0);
        }
        int newline = due ? Bytes.newline(bytes, 0, seen) : -1;
        int count = newline >= 0 ? newline + 1 : due ? seen : room(seen);
        Moved moved = looking() ? copy(pipe, count) : port.move(pipe, descriptor, count);
        if (moved instanceof Moved.Unsupported) {
            copying = true;
            moved = copy(pipe, count);
        } else if (moved instanceof Moved.Bytes(int some) && !looking()) {
            offset += some;
        }
        if (newline >= 0 && moved instanceof Moved.Bytes(int taken) && taken == count) {
            rotate(now);
        }
        return moved;
    }

    /** Write, then consume: a daemon that dies between the two writes these bytes again. */
    private Moved copy(int pipe, int count) {
        byte[] text = rules.timestamps() ? Stamps.stamped(bytes, count, atLineStart, clock.instant()) : bytes;
        int length = rules.timestamps() ? text.length : count;
        Moved written = port.write(descriptor, text, length);
        if (written instanceof Moved.Bytes(int some) && (some == length || (some > 0 && !rules.timestamps()))) {
            offset += some;
            atLineStart = text[some - 1] == '\n';
            return new Moved.Bytes(port.discard(pipe, Math.min(some, count)));
        }
        // With times all or nothing, so that what is tried again is not there twice.
        port.truncate(descriptor, offset);
        offset = port.toEnd(descriptor);
        return written instanceof Moved.NoRoom ? written : new Moved.NoRoom("no space left");
    }

    private boolean due(long now) {
        if (offset == 0 || (rotationPaused && now - rotationPausedUntil < 0)) {
            return false;
        }
        boolean large = rules.maxSize() > 0 && offset >= rules.maxSize();
        boolean old = !rules.maxAge().isZero()
                && clock.millis() - createdMillis >= rules.maxAge().toMillis();
        return large || old;
    }

    private boolean endsALine() {
        byte[] last = new byte[1];
        return offset == 0 || (port.read(descriptor, offset - 1, last) == 1 && last[0] == '\n');
    }

    private void rotate(long now) {
        Optional<FileState> there = port.state(place.path(), place.owner());
        // Nothing is renamed that is not the file we write.
        String failure = there.isPresent() && isAt(there.get()) && there.get().regular()
                ? rotation.rotate(place.path(), place.owner(), rules.keep())
                : place.path() + " is another file than the one that is open";
        rotationPaused = failure != null;
        rotationProblem = failure == null ? null : "the log cannot be rotated: " + failure;
        if (failure != null) {
            rotationPausedUntil = now + ROTATION_PAUSE_NANOS;
            return;
        }
        reopen(now);
        listener.rotated(place, rules);
    }

    void close() {
        if (descriptor != NONE) {
            port.close(descriptor);
        }
    }
}
