package pmon.os.linux.cgroup;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import pmon.os.linux.libc.FileCalls;
import pmon.os.linux.libc.FileCalls.Chunk;

/** The files of a control group, and what lies below a directory. What cannot be read is empty: a group may go away at any time. */
final class GroupFiles {
    /** {@code d_type} of a directory in struct linux_dirent64, which kernfs always tells. */
    private static final int DT_DIR = 4;

    private GroupFiles() {}

    /** All of a file. */
    static String text(String path) {
        int descriptor = FileCalls.openToLook(path, FileCalls.O_RDONLY | FileCalls.O_CLOEXEC);
        if (descriptor < 0) {
            return "";
        }
        var text = new StringBuilder();
        for (Chunk chunk = FileCalls.read(descriptor); chunk.count() > 0; chunk = FileCalls.read(descriptor)) {
            text.append(new String(chunk.bytes(), 0, chunk.count(), StandardCharsets.UTF_8));
        }
        FileCalls.close(descriptor);
        return text.toString();
    }

    /** Writes a file in one go, as the kernel wants it; zero or more, or minus errno. */
    static int write(String path, String text) {
        int descriptor = FileCalls.openToLook(path, FileCalls.O_WRONLY | FileCalls.O_CLOEXEC);
        if (descriptor < 0) {
            return descriptor;
        }
        int written = FileCalls.write(descriptor, text.getBytes(StandardCharsets.US_ASCII), 0);
        FileCalls.close(descriptor);
        return written;
    }

    /** The names of the directories in a directory. */
    static List<String> directories(String path) {
        List<String> names = new ArrayList<>();
        int descriptor = FileCalls.openToLook(path, FileCalls.O_RDONLY | FileCalls.O_DIRECTORY | FileCalls.O_CLOEXEC);
        if (descriptor < 0) {
            return names;
        }
        for (Chunk chunk = FileCalls.getdents64(descriptor);
                chunk.count() > 0;
                chunk = FileCalls.getdents64(descriptor)) {
            addDirectories(chunk, names);
        }
        FileCalls.close(descriptor);
        return names;
    }

    /** struct linux_dirent64: inode 8 bytes, offset 8, length of the record 2, type 1, name ended by NUL. */
    private static void addDirectories(Chunk chunk, List<String> names) {
        byte[] bytes = chunk.bytes();
        int record = 0;
        while (record < chunk.count()) {
            int recordBytes = Byte.toUnsignedInt(bytes[record + 16]) | Byte.toUnsignedInt(bytes[record + 17]) << 8;
            int end = record + 19;
            while (bytes[end] != 0) {
                end++;
            }
            String name = new String(bytes, record + 19, end - record - 19, StandardCharsets.UTF_8);
            if (bytes[record + 18] == DT_DIR && !name.equals(".") && !name.equals("..")) {
                names.add(name);
            }
            record += recordBytes;
        }
    }
}
