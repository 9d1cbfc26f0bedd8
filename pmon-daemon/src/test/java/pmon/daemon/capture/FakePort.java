package pmon.daemon.capture;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import pmon.api.process.Account;
import pmon.api.process.ProcessIdentity;
import pmon.api.spi.kernel.CapturePort;
import pmon.api.spi.kernel.SpawnCommand.Output.AppendTo;

/** Pipes and files in memory. A full disk is a number of bytes that are left. */
class FakePort implements CapturePort {
    static final int PIPE_BYTES = 64 * 1024;

    final Map<String, Memory> files = new TreeMap<>();
    final Map<Integer, Memory> open = new HashMap<>();
    final Map<String, ByteArrayOutputStream> pipes = new HashMap<>();
    final Map<Integer, String> openPipes = new HashMap<>();
    final Set<Integer> watched = new HashSet<>();
    final Map<Integer, Long> positions = new HashMap<>();
    final List<List<Integer>> held = new ArrayList<>();
    final List<ProcessIdentity> endedHolders = new ArrayList<>();
    long room = Long.MAX_VALUE;
    int holderTakes = Integer.MAX_VALUE;
    boolean splices = true;
    boolean renames = true;
    boolean removes = true;
    boolean cuts = true;
    boolean opens = true;
    /** So many looks at paths find nothing, whatever is there. */
    int blindLooks;

    boolean stores = true;
    /** Where the disk cannot be read any further. */
    long readableTo = Long.MAX_VALUE;

    long wallMillis;
    Duration paused = Duration.ZERO;
    /** What happens once it has been told which pipes have something. */
    @Nullable
    Runnable atAwait;

    private int last = 10;
    private long inodes;

    /** A file, whatever it is called. */
    final class Memory {
        final long inode = ++inodes;
        final long created = wallMillis;
        byte[] bytes = {};
        int links = 1;
    }

    /** A program prints. */
    void print(String pipe, String text) {
        pipes.computeIfAbsent(pipe, _ -> new ByteArrayOutputStream()).writeBytes(text.getBytes(StandardCharsets.UTF_8));
    }

    String text(String file) {
        Memory memory = files.get(file);
        return memory == null ? "" : new String(memory.bytes, StandardCharsets.UTF_8);
    }

    void delete(String file) {
        Memory gone = files.remove(file);
        if (gone != null) {
            gone.links--;
        }
    }

    @Override
    public Opened pipe(String path, Account owner) {
        pipes.computeIfAbsent(path, _ -> new ByteArrayOutputStream());
        openPipes.put(++last, path);
        return new Opened.Descriptor(last);
    }

    @Override
    public Opened file(AppendTo file, Account owner) {
        if (!opens) {
            return new Opened.Failed(file.path() + ": permission denied");
        }
        Memory memory = files.computeIfAbsent(file.path(), _ -> new Memory());
        open.put(++last, memory);
        positions.put(last, (long) memory.bytes.length);
        return new Opened.Descriptor(last);
    }

    @Override
    public void close(int descriptor) {
        open.remove(descriptor);
        openPipes.remove(descriptor);
        positions.remove(descriptor);
    }

    @Override
    public Optional<FileState> state(int descriptor) {
        return Optional.ofNullable(open.get(descriptor)).map(FakePort::state);
    }

    @Override
    public Optional<FileState> state(String path, Account owner) {
        return blindLooks-- > 0
                ? Optional.empty()
                : Optional.ofNullable(files.get(path)).map(FakePort::state);
    }

    @Override
    public boolean vacant(String path, Account owner) {
        return !files.containsKey(path);
    }

    private static FileState state(Memory memory) {
        return new FileState(1, memory.inode, true, memory.links, memory.bytes.length, memory.created, memory.created);
    }

    @Override
    public long toEnd(int file) {
        long end = memory(file).bytes.length;
        positions.put(file, end);
        return end;
    }

    private Memory memory(int file) {
        Memory memory = open.get(file);
        if (memory == null) {
            throw new IllegalStateException("descriptor " + file + " is closed");
        }
        return memory;
    }

    @Override
    public @Nullable String truncate(int file, long size) {
        if (!cuts) {
            return "input/output error";
        }
        memory(file).bytes = Arrays.copyOf(memory(file).bytes, (int) size);
        return null;
    }

    @Override
    public @Nullable String rename(String from, String to, Account owner) {
        if (!renames || !files.containsKey(from)) {
            return renames ? "no such file" : "permission denied";
        }
        if (files.containsKey(to)) {
            return "what has that name: a regular file";
        }
        Memory memory = files.remove(from);
        files.put(to, memory);
        return null;
    }

    @Override
    public @Nullable String remove(String path, Account owner) {
        if (!removes) {
            return "input/output error";
        }
        boolean there = files.containsKey(path);
        delete(path);
        return there ? null : "no such file";
    }

    @Override
    public Moved move(int pipe, int file, int maxBytes) {
        if (!splices) {
            return new Moved.Unsupported("no pages");
        }
        byte[] bytes = content(pipe);
        int count = (int) Math.min(Math.min(bytes.length, maxBytes), room);
        if (count == 0 && bytes.length > 0) {
            return new Moved.NoRoom("no space left");
        }
        put(file, bytes, count);
        discard(pipe, count);
        return new Moved.Bytes(count);
    }

    private void put(int file, byte[] bytes, int count) {
        Memory memory = memory(file);
        int at = positions.getOrDefault(file, 0L).intValue();
        byte[] longer = Arrays.copyOf(memory.bytes, Math.max(memory.bytes.length, at + count));
        System.arraycopy(bytes, 0, longer, at, count);
        memory.bytes = longer;
        positions.put(file, (long) at + count);
        room -= count;
    }

    private byte[] content(int pipe) {
        return pipes.getOrDefault(openPipes.getOrDefault(pipe, ""), new ByteArrayOutputStream())
                .toByteArray();
    }

    @Override
    public int peek(int pipe, byte[] into) {
        byte[] bytes = content(pipe);
        int count = Math.min(bytes.length, into.length);
        System.arraycopy(bytes, 0, into, 0, count);
        return count;
    }

    @Override
    public int discard(int pipe, int maxBytes) {
        byte[] bytes = content(pipe);
        int count = Math.min(bytes.length, maxBytes);
        ByteArrayOutputStream rest = new ByteArrayOutputStream();
        rest.write(bytes, count, bytes.length - count);
        pipes.put(openPipes.getOrDefault(pipe, ""), rest);
        return count;
    }

    @Override
    public Moved write(int file, byte[] bytes, int count) {
        int some = (int) Math.min(count, room);
        if (some == 0) {
            return new Moved.NoRoom("no space left");
        }
        put(file, bytes, some);
        return new Moved.Bytes(some);
    }

    @Override
    public int read(int file, long position, byte[] into) {
        byte[] bytes = memory(file).bytes;
        int end = (int) Math.min(bytes.length, readableTo);
        int count = Math.max(0, Math.min(into.length, end - (int) position));
        System.arraycopy(bytes, (int) Math.min(position, bytes.length), into, 0, count);
        return count;
    }

    @Override
    public @Nullable String store(int file) {
        return stores ? null : "input/output error";
    }

    @Override
    public int waiting(int pipe) {
        return content(pipe).length;
    }

    @Override
    public boolean full(int pipe) {
        return waiting(pipe) >= PIPE_BYTES;
    }

    @Override
    public int resize(int pipe, int bytes) {
        return bytes;
    }

    @Override
    public void watch(int pipe) {
        watched.add(pipe);
    }

    @Override
    public void unwatch(int pipe) {
        watched.remove(pipe);
    }

    /** Never waits: a test steps. */
    @Override
    public List<Integer> await(@Nullable Duration timeout) {
        List<Integer> ready =
                watched.stream().filter(pipe -> waiting(pipe) > 0).sorted().toList();
        Runnable then = atAwait;
        atAwait = null;
        if (then != null) {
            then.run();
        }
        return ready;
    }

    @Override
    public void pause(Duration timeout) {
        paused = timeout;
    }

    @Override
    public void wake() {}

    @Override
    public Optional<Holder> hold() {
        List<Integer> mine = new ArrayList<>();
        held.add(mine);
        ProcessIdentity identity = new ProcessIdentity(1000 + held.size(), 1, "boot");
        return Optional.of(new Holder() {
            @Override
            public ProcessIdentity identity() {
                return identity;
            }

            @Override
            public boolean keep(List<Integer> added) {
                if (mine.size() + added.size() > holderTakes) {
                    return false;
                }
                return mine.addAll(added);
            }

            @Override
            public void close() {}
        });
    }

    @Override
    public void endHolder(ProcessIdentity holder) {
        endedHolders.add(holder);
    }

    @Override
    public void close() {}
}
