package pmon.daemon.place;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Directories that what the daemon believes is read from: nobody but its own user gets to put something there. */
public final class Narrowing {
    private static final int OTHERS_WRITE = 0022;

    private Narrowing() {}

    /**
     * Takes the right to write from group and others, where there is such a directory and it is the daemon's own. One that everybody
     * may write with the sticky bit is a place like /tmp and is left alone.
     *
     * @param uid the daemon's effective user id
     * @return what was changed, or could not be, a sentence each
     */
    public static List<String> of(List<Path> directories, long uid) {
        List<String> said = new ArrayList<>();
        for (Path directory : directories) {
            try {
                if (!Files.isDirectory(directory)) {
                    continue;
                }
                long owner = ((Number) Files.getAttribute(directory, "unix:uid")).longValue();
                int mode = Permissions.of(directory);
                if (owner == uid && (mode & OTHERS_WRITE) != 0 && (mode & 01000) == 0) {
                    Permissions.set(directory, mode & ~OTHERS_WRITE);
                    said.add(String.format(
                            "others could write in %s (%04o), which is now %04o; look what is in it",
                            directory, mode, mode & ~OTHERS_WRITE));
                }
            } catch (IOException e) {
                said.add("cannot look at the directory " + directory + ": " + Reason.of(e));
            }
        }
        return said;
    }
}
