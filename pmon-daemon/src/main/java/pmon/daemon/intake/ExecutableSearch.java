package pmon.daemon.intake;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import pmon.api.process.Account;
import pmon.api.protocol.ErrorCode;
import pmon.api.spi.kernel.Access;

/**
 * Finds the file of a program: with a slash it is a path relative to the caller's directory; without, it is looked for there and
 * then in the caller's PATH, where what the user may not execute is passed over as execvp does. Links are left as they are: many
 * programs look at the name they were started by.
 */
record ExecutableSearch(FileAccess access, Account user) {
    /** More directories in a PATH than anybody has. */
    private static final int MAX_PATH_DIRECTORIES = 256;

    /**
     * @param path the caller's PATH
     */
    String find(String file, Path directory, String path) throws Refusal {
        if (file.isEmpty()) {
            throw new Refusal(ErrorCode.NO_SUCH_FILE, "no file is named");
        }
        String here = directory.resolve(file).normalize().toString();
        Access first = access.executable(here, user);
        if (first == Access.GRANTED) {
            return here;
        }
        if (file.contains("/")) {
            throw refusal(here, first);
        }
        String denied = first == Access.MISSING ? null : here;
        Access why = first;
        for (String entry : path.split(":", MAX_PATH_DIRECTORIES)) {
            if (entry.indexOf('\0') >= 0) {
                continue;
            }
            // An empty entry is the current directory (POSIX, 8.3 Other Environment Variables).
            String candidate =
                    directory.resolve(entry).resolve(file).normalize().toString();
            Access found = access.executable(candidate, user);
            if (found == Access.GRANTED) {
                return candidate;
            }
            if (found == Access.DENIED && why != Access.DENIED) {
                denied = candidate;
                why = found;
            }
        }
        throw denied == null
                ? new Refusal(ErrorCode.NO_SUCH_FILE, file + ": no such file in " + directory + " or in PATH")
                : refusal(denied, why);
    }

    private Refusal refusal(@Nullable String file, Access access) {
        return switch (access) {
            case MISSING -> new Refusal(ErrorCode.NO_SUCH_FILE, file + ": no such file");
            case WRONG_KIND -> new Refusal(ErrorCode.NOT_EXECUTABLE, file + ": is not a file that can be executed");
            case DENIED, GRANTED ->
                new Refusal(ErrorCode.NOT_EXECUTABLE, file + ": " + user.name() + " may not execute it");
        };
    }
}
