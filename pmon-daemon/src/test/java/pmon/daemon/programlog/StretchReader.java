package pmon.daemon.programlog;

import java.io.FileInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import pmon.wire.log.LineSplitter;

/** Takes open files and makes lines of their stretches, as a client does. */
final class StretchReader implements TaggedLineSink {
    private final TaggedLineSink lines;
    private final Map<LogSource, LineSplitter> splitters = new HashMap<>();
    private final List<String> stretches = new ArrayList<>();
    private long moved = -1;

    StretchReader(TaggedLineSink lines) {
        this.lines = lines;
    }

    /** What came, in words. */
    List<String> stretches() {
        return stretches;
    }

    /** Puts the position of every file there, as a client might that means ill. */
    void moving(long position) {
        moved = position;
    }

    @Override
    public void line(LogSource source, String line) throws IOException, InterruptedException {
        lines.line(source, line);
    }

    @Override
    public boolean takesStretches() {
        return true;
    }

    @Override
    @SuppressWarnings("resource") // The descriptor is the daemon's, who closes it.
    public void stretch(LogSource source, Stretch stretch) throws IOException {
        stretches.add(stretch.from() + "-" + stretch.to() + (stretch.opens() ? " opens" : "")
                + (stretch.ends() ? " ends" : ""));
        if (stretch.opens()) {
            splitters.put(source, new LineSplitter());
        }
        LineSplitter splitter = Objects.requireNonNull(splitters.get(source));
        LineSplitter.Lines<RuntimeException> sink = line -> taken(source, line);
        FileChannel channel = new FileInputStream(stretch.file()).getChannel();
        ByteBuffer bytes = ByteBuffer.allocate((int) (stretch.to() - stretch.from()));
        while (bytes.hasRemaining() && channel.read(bytes, stretch.from() + bytes.position()) > 0) {}
        splitter.add(bytes.array(), bytes.position(), sink);
        if (stretch.ends()) {
            splitter.end(sink);
        }
        if (moved >= 0) {
            channel.position(moved);
        }
    }

    private void taken(LogSource source, String line) throws IOException {
        try {
            lines.line(source, line);
        } catch (InterruptedException e) {
            throw new IOException("interrupted", e);
        }
    }
}
