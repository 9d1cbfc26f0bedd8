package pmon.daemon.place;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.EnumSet;
import java.util.Set;

/** Permission bits as numbers, the way people write them. */
public final class Permissions {
    /** From bit 0 (others may execute) to bit 8 (the owner may read). */
    private static final PosixFilePermission[] BITS = {
        PosixFilePermission.OTHERS_EXECUTE,
        PosixFilePermission.OTHERS_WRITE,
        PosixFilePermission.OTHERS_READ,
        PosixFilePermission.GROUP_EXECUTE,
        PosixFilePermission.GROUP_WRITE,
        PosixFilePermission.GROUP_READ,
        PosixFilePermission.OWNER_EXECUTE,
        PosixFilePermission.OWNER_WRITE,
        PosixFilePermission.OWNER_READ
    };

    private Permissions() {}

    /** The permission bits of what the path leads to, the sticky bit and its neighbours among them (0 to 07777). */
    public static int of(Path path) throws IOException {
        return ((Number) Files.getAttribute(path, "unix:mode")).intValue() & 07777;
    }

    /** The lowest nine bits of a mode. */
    public static Set<PosixFilePermission> set(int mode) {
        Set<PosixFilePermission> permissions = EnumSet.noneOf(PosixFilePermission.class);
        for (int bit = 0; bit < BITS.length; bit++) {
            if ((mode >> bit & 1) != 0) {
                permissions.add(BITS[bit]);
            }
        }
        return permissions;
    }

    /** For creating a file with a mode, less what the umask takes away. */
    public static FileAttribute<Set<PosixFilePermission>> attribute(int mode) {
        return PosixFilePermissions.asFileAttribute(set(mode));
    }

    static void set(Path path, int mode) throws IOException {
        // The JDK's own permissions end at nine bits; the attribute view takes them all.
        Files.setAttribute(path, "unix:mode", mode);
    }
}
