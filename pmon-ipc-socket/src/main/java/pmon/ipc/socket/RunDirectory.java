package pmon.ipc.socket;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.UserPrincipal;
import java.util.Set;

/** The directory of the socket: whoever may write it could put a socket of his own in place of ours. */
final class RunDirectory {
    private RunDirectory() {}

    /** Refuses a directory that is not ours, or that others may write. */
    static void check(Path directory) throws IOException {
        PosixFileAttributes attributes = Files.readAttributes(directory, PosixFileAttributes.class);
        if (!attributes.isDirectory()) {
            throw refused(directory, "it is not a directory");
        }
        UserPrincipal self = self(directory);
        if (!attributes.owner().equals(self)) {
            throw refused(directory, "it belongs to " + attributes.owner().getName() + ", not to " + self.getName());
        }
        Set<PosixFilePermission> modes = attributes.permissions();
        if (modes.contains(PosixFilePermission.GROUP_WRITE) || modes.contains(PosixFilePermission.OTHERS_WRITE)) {
            throw refused(directory, "others may write it; chmod 700 it");
        }
    }

    /** Ourselves: the owner of our own entry in /proc; where there is none, the user the JVM names. */
    private static UserPrincipal self(Path directory) throws IOException {
        Path process = Path.of("/proc/self");
        if (Files.exists(process)) {
            return Files.getOwner(process);
        }
        return directory
                .getFileSystem()
                .getUserPrincipalLookupService()
                .lookupPrincipalByName(System.getProperty("user.name"));
    }

    private static FileSystemException refused(Path directory, String reason) {
        return new FileSystemException(directory.toString(), null, "cannot listen in this directory: " + reason);
    }
}
