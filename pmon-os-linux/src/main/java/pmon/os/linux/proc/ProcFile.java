package pmon.os.linux.proc;

import java.nio.charset.StandardCharsets;
import pmon.os.linux.libc.FileCalls;
import pmon.os.linux.libc.FileCalls.Chunk;

/** A file or directory below /proc, read to its end. */
final class ProcFile {
    private ProcFile() {}

    /** Takes what was read, piece by piece; returns whether it wants more. */
    @FunctionalInterface
    interface Sink {
        boolean take(byte[] bytes, int count);
    }

    /** Feeds a file to the sink; whether it could be read to its end, or to where the sink had enough. */
    static boolean read(String path, Sink sink) {
        int descriptor = FileCalls.openToLook(path, FileCalls.O_RDONLY | FileCalls.O_CLOEXEC);
        if (descriptor < 0) {
            return false;
        }
        try {
            while (true) {
                Chunk chunk = FileCalls.read(descriptor);
                if (chunk.count() <= 0) {
                    return chunk.count() == 0;
                }
                if (!sink.take(chunk.bytes(), chunk.count())) {
                    return true;
                }
            }
        } finally {
            FileCalls.close(descriptor);
        }
    }

    /** The entries of a directory whose names are numbers. */
    static Pids numbersIn(String directory) {
        var found = new Pids();
        int descriptor =
                FileCalls.openToLook(directory, FileCalls.O_RDONLY | FileCalls.O_DIRECTORY | FileCalls.O_CLOEXEC);
        if (descriptor < 0) {
            return found;
        }
        try {
            Chunk chunk = FileCalls.getdents64(descriptor);
            while (chunk.count() > 0) {
                addEntries(chunk, found);
                chunk = FileCalls.getdents64(descriptor);
            }
            return found;
        } finally {
            FileCalls.close(descriptor);
        }
    }

    /** struct linux_dirent64: inode 8 bytes, offset 8, length of the record 2, type 1, name ended by NUL. */
    private static void addEntries(Chunk chunk, Pids found) {
        byte[] bytes = chunk.bytes();
        int record = 0;
        while (record < chunk.count()) {
            int recordBytes = Byte.toUnsignedInt(bytes[record + 16]) | Byte.toUnsignedInt(bytes[record + 17]) << 8;
            int number = 0;
            int at = record + 19;
            while (bytes[at] >= '0' && bytes[at] <= '9') {
                number = number * 10 + (bytes[at] - '0');
                at++;
            }
            if (bytes[at] == 0 && number > 0) {
                found.add(number);
            }
            record += recordBytes;
        }
    }

    /** A short text file; empty when it cannot be read. */
    static String text(String path) {
        var text = new StringBuilder();
        read(path, (bytes, count) -> {
            text.append(new String(bytes, 0, count, StandardCharsets.US_ASCII));
            return true;
        });
        return text.toString().strip();
    }
}
