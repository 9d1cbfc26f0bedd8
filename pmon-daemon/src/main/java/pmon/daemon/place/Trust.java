package pmon.daemon.place;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Whether a root daemon may believe a file: configuration, plugin or script that anybody but root may write would make that
 * somebody root. The file, the directory it is really in, and the directory of a link to it are looked at.
 */
public final class Trust {
    private Trust() {}

    /**
     * Why not, in a clause that follows the file's name; empty when it may be believed, is missing, or the daemon is not root.
     *
     * @param uid the daemon's effective user id
     */
    public static Optional<String> objection(Path file, long uid) {
        if (uid != 0 || !Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
            return Optional.empty();
        }
        try {
            Path real = file.toRealPath();
            for (Path checked :
                    new Path[] {real, real.getParent(), file.toAbsolutePath().getParent()}) {
                if (checked != null && writableByOthers(checked)) {
                    String what = checked.equals(real) ? "" : "its directory " + checked + " ";
                    return Optional.of("is not used by a root daemon: " + what
                            + "may be written by somebody else than root; chown root and chmod go-w");
                }
            }
            return Optional.empty();
        } catch (IOException e) {
            return Optional.of("cannot be checked: " + Reason.of(e));
        }
    }

    private static boolean writableByOthers(Path path) throws IOException {
        int mode = Permissions.of(path);
        boolean sticky = (mode & 01000) != 0 && Files.isDirectory(path);
        long owner = ((Number) Files.getAttribute(path, "unix:uid")).longValue();
        return owner != 0 || ((mode & 0022) != 0 && !sticky);
    }
}
