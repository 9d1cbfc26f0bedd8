package pmon.ipc.chronicle;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.EnumSet;
import java.util.Set;

/**
 * With which permissions a side makes its files, and for whom.
 *
 * @param owner the user they are given to; root's client of another user's daemon acts as that user
 */
record Access(int directoryMode, int fileMode, int owner, boolean give) {
    private static final PosixFilePermission[] BITS = {
        PosixFilePermission.OTHERS_EXECUTE, PosixFilePermission.OTHERS_WRITE, PosixFilePermission.OTHERS_READ,
        PosixFilePermission.GROUP_EXECUTE, PosixFilePermission.GROUP_WRITE, PosixFilePermission.GROUP_READ,
        PosixFilePermission.OWNER_EXECUTE, PosixFilePermission.OWNER_WRITE, PosixFilePermission.OWNER_READ,
    };

    /** Whoever may write a directory decides what lies in it, whoever may write a queue can truncate it: only the owner may. */
    private static final int NEVER = 0022;

    /** The owner's own bits, without which nothing works. */
    static Access of(int directoryMode, int fileMode) throws IOException {
        return new Access((directoryMode & ~NEVER) | 0700, (fileMode & ~NEVER) | 0600, Self.uid(), false);
    }

    /** As the daemon made its own directory, and a file in it. */
    static Access like(Path directory, Path file) throws IOException {
        int owner = Self.uid(directory);
        int self = Self.uid();
        return new Access(mode(directory) & ~NEVER, mode(file) & ~NEVER, owner, owner != self && self == 0);
    }

    void makeDirectory(Path directory) throws IOException {
        Files.createDirectory(directory, attribute(0700));
        adopt(directory, directoryMode);
    }

    /** Makes a file with real memory behind it, where a mapping alone would only promise it. */
    void write(Path file, byte[] content) throws IOException {
        try (FileChannel channel = FileChannel.open(
                file, Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE), attribute(0600))) {
            ByteBuffer buffer = ByteBuffer.wrap(content);
            while (buffer.hasRemaining()) {
                channel.write(buffer);
            }
        } catch (IOException e) {
            Files.deleteIfExists(file);
            throw new IOException(
                    "cannot make " + file + " of " + content.length + " bytes (is the shared memory full?): "
                            + e.getMessage(),
                    e);
        }
        adopt(file, fileMode);
    }

    /** The same for a file that somebody else made for us. */
    void adoptFile(Path file) throws IOException {
        adopt(file, fileMode);
    }

    /** The permission bits of a file. */
    static int mode(Path file) throws IOException {
        return (Integer) Files.getAttribute(file, "unix:mode") & 0777;
    }

    static Set<PosixFilePermission> permissions(int mode) {
        Set<PosixFilePermission> set = EnumSet.noneOf(PosixFilePermission.class);
        for (int bit = 0; bit < BITS.length; bit++) {
            if ((mode & 1 << bit) != 0) {
                set.add(BITS[bit]);
            }
        }
        return set;
    }

    static FileAttribute<Set<PosixFilePermission>> attribute(int mode) {
        return PosixFilePermissions.asFileAttribute(permissions(mode));
    }

    private void adopt(Path path, int mode) throws IOException {
        Files.setPosixFilePermissions(path, permissions(mode));
        if (give) {
            Files.setAttribute(path, "unix:uid", owner);
        }
    }
}
