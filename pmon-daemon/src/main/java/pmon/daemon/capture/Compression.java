package pmon.daemon.capture;

import java.io.IOException;
import java.io.OutputStream;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.LongSupplier;
import java.util.zip.GZIPOutputStream;
import pmon.api.spi.kernel.CapturePort;
import pmon.api.spi.kernel.CapturePort.FileState;
import pmon.api.spi.kernel.CapturePort.Moved;
import pmon.api.spi.kernel.CapturePort.Opened;
import pmon.daemon.config.CaptureRules;
import pmon.daemon.programlog.RotatedNames;

/** What is done about rotated logs when nothing else wants the processor: compressing them, and keeping within the limit over all. */
final class Compression implements LogTarget.RotationListener, AutoCloseable {
    private static final Logger LOG = System.getLogger(Compression.class.getName());
    private static final int BLOCK_BYTES = 64 * 1024;

    private final CapturePort port;
    private final Rotation rotation;
    private final LongSupplier maxTotal;
    /** Every log that was rotated since this daemon started. */
    private final Map<String, Place> places = new ConcurrentHashMap<>();

    private final ExecutorService worker = Executors.newSingleThreadExecutor(
            Thread.ofPlatform().name("log compression").daemon().factory());

    Compression(CapturePort port, Rotation rotation, LongSupplier maxTotal) {
        this.port = port;
        this.rotation = rotation;
        this.maxTotal = maxTotal;
    }

    @Override
    public void rotated(Place place, CaptureRules rules) {
        places.put(place.path(), place);
        if (rules.compress() || maxTotal.getAsLong() > 0) {
            worker.execute(() -> {
                port.giveWay();
                if (rules.compress()) {
                    compressAll(place);
                }
                limit();
            });
        }
    }

    private void compressAll(Place place) {
        for (Rotation.Found file : rotation.files(place.path(), place.owner())) {
            if (!file.compressed() && file.state().regular()) {
                compress(place, file);
            }
        }
    }

    /** @param file as it was found, which may be a while ago */
    void compress(Place place, Rotation.Found file) {
        if (!(rotation.open(file, place.fileMode()) instanceof Opened.Descriptor(int from))) {
            return;
        }
        try {
            Optional<FileState> original = port.state(from);
            String unfinished = RotatedNames.unfinished(place.path());
            if (original.filter(file.state()::same).isEmpty()) {
                return;
            }
            // What a daemon left that died here, or somebody else put there: truncating it is only for a new one.
            port.remove(unfinished, place.owner());
            Opened opened = port.file(new Place(unfinished, place.owner(), place.fileMode()).file(), place.owner());
            if (!(opened instanceof Opened.Descriptor(int to))) {
                return;
            }
            try {
                if (port.state(to).filter(state -> state.size() == 0).isEmpty()) {
                    return;
                }
                squeeze(from, to);
                store(to);
                rotation.replace(place.path(), place.owner(), original.get(), unfinished);
            } catch (IOException e) {
                LOG.log(Level.WARNING, "cannot compress {0}: {1}; it stays as it is", file.path(), e.getMessage());
                port.remove(unfinished, place.owner());
            } finally {
                port.close(to);
            }
        } finally {
            port.close(from);
        }
    }

    private void squeeze(int from, int to) throws IOException {
        byte[] block = new byte[BLOCK_BYTES];
        long position = 0;
        try (GZIPOutputStream gzip = new GZIPOutputStream(new Out(port, to), BLOCK_BYTES)) {
            int count;
            while ((count = port.read(from, position, block)) > 0) {
                gzip.write(block, 0, count);
                position += count;
            }
        }
        long size = port.state(from).map(FileState::size).orElse(-1L);
        if (size != position) {
            throw new IOException("%d of its %d bytes could be read".formatted(position, size));
        }
    }

    /** What it was made from has long been on the disk. */
    private void store(int to) throws IOException {
        String failure = port.store(to);
        if (failure != null) {
            throw new IOException(failure);
        }
    }

    /**
     * Removes the oldest rotated files until the rest is within the limit. Of one log always the last: times lie, since a compressed file
     * is younger than what it was made from, and a file behind a gap would not be found any more.
     */
    void limit() {
        long limit = maxTotal.getAsLong();
        if (limit <= 0) {
            return;
        }
        List<Deque<Rotation.Found>> logs = new ArrayList<>();
        long total = 0;
        for (Place place : places.values()) {
            List<Rotation.Found> files = rotation.files(place.path(), place.owner());
            total += files.stream().mapToLong(file -> file.state().size()).sum();
            logs.add(new ArrayDeque<>(files));
        }
        while (total > limit) {
            Optional<Deque<Rotation.Found>> oldest = logs.stream()
                    .filter(files -> !files.isEmpty())
                    .min(Comparator.comparingLong(
                            files -> files.getLast().state().modifiedMillis()));
            if (oldest.isEmpty()) {
                return;
            }
            Rotation.Found file = oldest.get().removeLast();
            total -= file.state().size();
            String failure = rotation.remove(file);
            if (failure != null) {
                LOG.log(Level.WARNING, "cannot remove {0}, which is over logs.max_total: {1}", file.path(), failure);
                // Nothing before it: that would leave a gap.
                oldest.get().clear();
            }
        }
    }

    @Override
    public void close() {
        worker.shutdownNow();
    }

    /** An open file of the port as a stream. */
    private static final class Out extends OutputStream {
        private final CapturePort port;
        private final int file;

        Out(CapturePort port, int file) {
            this.port = port;
            this.file = file;
        }

        @Override
        public void write(int one) throws IOException {
            write(new byte[] {(byte) one}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int from, int count) throws IOException {
            int at = from;
            while (at < from + count) {
                byte[] rest = Arrays.copyOfRange(bytes, at, from + count);
                at += switch (port.write(file, rest, rest.length)) {
                    case Moved.Bytes(int some) -> some;
                    case Moved.NoRoom(String why) -> throw new IOException(why);
                    case Moved.Unsupported(String why) -> throw new IOException(why);
                };
            }
        }
    }
}
