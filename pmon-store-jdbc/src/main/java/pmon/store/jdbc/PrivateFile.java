package pmon.store.jdbc;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import pmon.api.spi.store.StoreException;
import pmon.api.spi.store.StoreException.Kind;

/** A file that only its owner may read and write, and whose name survives the machine. */
public final class PrivateFile {
    private static final Set<PosixFilePermission> PRIVATE = PosixFilePermissions.fromString("rw-------");

    private PrivateFile() {}

    /** Makes it, empty, where it is missing, before a library would make it with another mode; narrows one that is there. */
    public static void prepare(Path file) throws StoreException {
        try {
            Files.createFile(file, PosixFilePermissions.asFileAttribute(PRIVATE));
            sync(file.resolveSibling("."));
        } catch (FileAlreadyExistsException e) {
            narrow(file);
        } catch (IOException e) {
            throw new StoreException(Kind.OTHER, "cannot create " + file + ": " + reason(e), e);
        }
    }

    /** Puts a complete file in the place of another: there is always the one or the other. */
    public static void replace(Path file, Path by) throws StoreException {
        try {
            sync(by);
            Files.move(by, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            // A name is durable only when its directory is (fsync(2)).
            sync(file.resolveSibling("."));
        } catch (IOException e) {
            throw new StoreException(Kind.OTHER, "cannot replace " + file + ": " + reason(e), e);
        }
    }

    private static void sync(Path path) throws IOException {
        try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }

    private static void narrow(Path file) throws StoreException {
        try {
            if (!Files.getPosixFilePermissions(file).equals(PRIVATE)) {
                Files.setPosixFilePermissions(file, PRIVATE);
            }
        } catch (IOException e) {
            throw new StoreException(Kind.OTHER, "cannot make " + file + " private: " + reason(e), e);
        }
    }

    private static String reason(IOException e) {
        return e.getClass().getSimpleName() + " " + e.getMessage();
    }
}
