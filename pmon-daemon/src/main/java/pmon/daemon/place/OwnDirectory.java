package pmon.daemon.place;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.UserPrincipalLookupService;
import java.nio.file.attribute.UserPrincipalNotFoundException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A directory that the daemon keeps something in, and how it is to be.
 *
 * @param purpose what for, as in {@code data directory}
 * @param mode permission bits, such as 0700
 * @param user its owner; null is the daemon's own user
 * @param group its group; null leaves it
 */
public record OwnDirectory(
        String purpose,
        Path path,
        int mode,
        @Nullable String user,
        @Nullable String group) {
    /** What came of preparing it. */
    sealed interface Result {
        /**
         * It can be used.
         *
         * @param warning what was changed about it; null when nothing was
         */
        record Usable(@Nullable String warning) implements Result {}

        record Refused(String message) implements Result {}
    }

    /**
     * Makes the directory where it is missing, and gives it owner and mode. One that belongs to somebody else, or that everybody may
     * write, is refused: what lies in it already cannot be trusted.
     *
     * @param uid the daemon's effective user id
     */
    Result prepare(long uid) {
        try {
            boolean made = make();
            long owner = ((Number) Files.getAttribute(path, "unix:uid")).longValue();
            int before = Permissions.of(path);
            if (!made) {
                Optional<String> refusal = refusal(uid, owner, before);
                if (refusal.isPresent()) {
                    return refused(refusal.get());
                }
            }
            chown(uid);
            if (before != mode) {
                Permissions.set(path, mode);
            }
            boolean narrowed = !made && (before & 0020) != 0 && (mode & 0020) == 0;
            return new Result.Usable(
                    narrowed
                            ? String.format(
                                    "the %s %s was writable by its group (%04o) and is now %04o",
                                    purpose, path, before, mode)
                            : null);
        } catch (FileAlreadyExistsException e) {
            return refused(e.getFile() + " is not a directory");
        } catch (IOException e) {
            return refused(Reason.of(e));
        }
    }

    private boolean make() throws IOException {
        if (Files.isDirectory(path)) {
            return false;
        }
        Path parent = path.getParent();
        if (parent != null) {
            Files.createDirectories(parent, Permissions.attribute(0755));
        }
        // A link whose target is missing: createDirectory would only say that it exists.
        if (Files.isSymbolicLink(path)) {
            throw new IOException("it is a link to a missing directory");
        }
        Files.createDirectory(path, Permissions.attribute(0700));
        return true;
    }

    private Optional<String> refusal(long uid, long owner, int before) throws IOException {
        if (owner != uid && (user == null || !user.equals(Files.getOwner(path).getName()))) {
            return Optional.of(
                    "it belongs to " + Files.getOwner(path).getName() + " and not to the user who runs pmond");
        }
        if ((before & 0002) != 0) {
            return Optional.of(String.format(
                    "everybody may write in it (%04o); look what is in it, then: chmod o-w %s", before, path));
        }
        return Optional.empty();
    }

    /** Only root can give a directory away; another daemon's settings of that kind have no effect. */
    private void chown(long uid) throws IOException {
        if (uid != 0 || (user == null && group == null)) {
            return;
        }
        PosixFileAttributeView view = Files.getFileAttributeView(path, PosixFileAttributeView.class);
        UserPrincipalLookupService principals = path.getFileSystem().getUserPrincipalLookupService();
        if (user != null) {
            try {
                view.setOwner(principals.lookupPrincipalByName(user));
            } catch (UserPrincipalNotFoundException _) {
                throw new IOException("there is no user " + user);
            }
        }
        if (group != null) {
            try {
                view.setGroup(principals.lookupPrincipalByGroupName(group));
            } catch (UserPrincipalNotFoundException _) {
                throw new IOException("there is no group " + group);
            }
        }
    }

    private Result refused(String why) {
        return new Result.Refused("cannot use " + path + " as " + purpose + ": " + why);
    }
}
