package pmon.daemon.capture;

import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import pmon.api.process.Account;
import pmon.api.spi.kernel.SpawnCommand.Output.AppendTo;

/** A port whose calls fail, or are the last that a daemon makes. Who kills decides before the call, so what it would have done is undone. */
final class FaultyPort extends FakePort {
    private final Random random;
    private final boolean flawed;
    private boolean calm = true;

    FaultyPort(Random random, boolean flawed) {
        this.random = random;
        this.flawed = flawed;
    }

    /** The daemon was killed here. */
    static final class Killed extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }

    /** Whether it was before. */
    boolean calm(boolean now) {
        boolean before = calm;
        calm = now;
        return before;
    }

    private boolean fails() {
        if (calm) {
            return false;
        }
        if (random.nextInt(40) == 0) {
            throw new Killed();
        }
        return random.nextInt(12) == 0;
    }

    @Override
    public Opened file(AppendTo file, Account owner) {
        return fails() ? new Opened.Failed(file.path() + ": too many open files") : super.file(file, owner);
    }

    @Override
    public @Nullable String rename(String from, String to, Account owner) {
        return fails() ? "input/output error" : super.rename(from, to, owner);
    }

    @Override
    public @Nullable String remove(String path, Account owner) {
        return fails() ? "input/output error" : super.remove(path, owner);
    }

    @Override
    public Optional<FileState> state(String path, Account owner) {
        return fails() ? Optional.empty() : super.state(path, owner);
    }

    @Override
    public @Nullable String truncate(int file, long size) {
        return fails() ? "input/output error" : super.truncate(file, size);
    }

    @Override
    public boolean vacant(String path, Account owner) {
        return !fails() && super.vacant(path, owner);
    }

    @Override
    public Moved write(int file, byte[] bytes, int count) {
        if (fails()) {
            return new Moved.NoRoom("input/output error");
        }
        return super.write(file, bytes, calm || random.nextInt(4) != 0 ? count : 1 + random.nextInt(count));
    }

    @Override
    public int read(int file, long position, byte[] into) {
        return fails() ? 0 : super.read(file, position, into);
    }

    /** As splice(2) does: some of it, none of it, or no room. */
    @Override
    public Moved move(int pipe, int file, int maxBytes) {
        if (flawed && waiting(pipe) > 0) {
            return takenBeforeWritten(pipe, file, maxBytes);
        }
        if (fails()) {
            return random.nextBoolean() ? new Moved.Bytes(0) : new Moved.NoRoom("input/output error");
        }
        return super.move(pipe, file, calm ? maxBytes : 1 + random.nextInt(maxBytes));
    }

    /** The deliberate flaw. */
    private Moved takenBeforeWritten(int pipe, int file, int maxBytes) {
        byte[] bytes = new byte[Math.min(maxBytes, waiting(pipe))];
        int count = super.peek(pipe, bytes);
        super.discard(pipe, count);
        return fails() ? new Moved.NoRoom("input/output error") : super.write(file, bytes, count);
    }

    /** As tee(2) does: some of it, or none. */
    @Override
    public int peek(int pipe, byte[] into) {
        int seen = fails() ? 0 : super.peek(pipe, into);
        return seen > 1 ? 1 + random.nextInt(seen) : seen;
    }

    @Override
    public boolean full(int pipe) {
        return waiting(pipe) >= PumpSchedule.PIPE_BYTES;
    }

    /** What a killed daemon had open is closed; pipes and files stay. */
    void closeAll() {
        List.copyOf(open.keySet()).forEach(this::close);
        List.copyOf(openPipes.keySet()).forEach(this::close);
        watched.clear();
    }
}
