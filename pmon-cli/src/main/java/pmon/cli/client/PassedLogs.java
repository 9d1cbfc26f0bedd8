package pmon.cli.client;

import java.io.FileInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import pmon.api.protocol.ErrorCode;
import pmon.api.protocol.StreamItem;
import pmon.api.spi.transport.FilePassing;
import pmon.cli.client.Client.Items;
import pmon.cli.shell.Failure;
import pmon.wire.log.LineSplitter;

/**
 * Reads the logs that a daemon passes on as open files, and makes of their stretches the lines that the daemon would send otherwise. The
 * daemon says when there is more and which file comes next: nobody who may not enter the directory could.
 */
final class PassedLogs implements AutoCloseable {
    /** Bytes read at a time. */
    private static final int BLOCK = 64 * 1024;

    private final FilePassing connection;
    private final Items items;
    private final Map<String, Passed> open = new HashMap<>();
    private final ByteBuffer block = ByteBuffer.allocate(BLOCK);

    /** @param items takes the lines */
    PassedLogs(FilePassing connection, Items items) {
        this.connection = connection;
        this.items = items;
    }

    /** A file that is being read. The position is the daemon's too, so it stays where it is. */
    private record Passed(FileInputStream file, LineSplitter lines) {
        FileChannel channel() {
            return file.getChannel();
        }
    }

    void take(StreamItem.LogStretch stretch) throws Failure, IOException {
        // Neither has a newline; several programs may share a file, each of which is sent on its own.
        String log = stretch.process() + "\n" + stretch.file();
        if (stretch.opens()) {
            open.put(log, new Passed(arrived(stretch), new LineSplitter()));
        }
        Passed passed = open.get(log);
        if (passed == null) {
            throw new Failure(ErrorCode.FAILED, "the daemon speaks of " + stretch.file() + " before it has passed it");
        }
        LineSplitter.Lines<RuntimeException> sink =
                line -> items.take(new StreamItem.LogLine(stretch.process(), stretch.file(), line));
        read(passed, stretch, sink);
        if (stretch.ends()) {
            passed.lines.end(sink);
            passed.file.close();
            open.remove(log);
        }
    }

    private FileInputStream arrived(StreamItem.LogStretch stretch) throws Failure {
        @Nullable FileInputStream file = connection.takeFile();
        if (file == null) {
            throw new Failure(
                    ErrorCode.FAILED,
                    "the open file of " + stretch.file()
                            + " did not arrive; has this process too many open? see ulimit -n");
        }
        return file;
    }

    /** Where the file has become shorter meanwhile, somebody cut it, and the daemon starts over. */
    private void read(Passed passed, StreamItem.LogStretch stretch, LineSplitter.Lines<RuntimeException> sink)
            throws Failure, IOException {
        long at = stretch.from();
        while (at < stretch.to()) {
            block.clear().limit((int) Math.min(BLOCK, stretch.to() - at));
            int count;
            try {
                count = passed.channel().read(block, at);
            } catch (IOException e) {
                throw new Failure(ErrorCode.FAILED, "cannot read " + stretch.file() + ": " + e.getMessage());
            }
            if (count <= 0) {
                return;
            }
            passed.lines.add(block.array(), count, sink);
            at += count;
        }
    }

    @Override
    public void close() throws IOException {
        for (Passed passed : open.values()) {
            passed.file.close();
        }
    }
}
