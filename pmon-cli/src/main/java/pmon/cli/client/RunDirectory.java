package pmon.cli.client;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;
import pmon.api.protocol.ErrorCode;
import pmon.cli.shell.Caller;
import pmon.cli.shell.Failure;

/** Where a daemon can be found: the directory whose file {@code endpoint} says what to connect to. */
record RunDirectory(Path path) {
    private static final String SYSTEM = "/run/pmon3";
    private static final String LOCK = "pmond.lock";

    /** The caller's; {@code system} asks for root's daemon, whatever else is set. */
    static RunDirectory of(Caller caller, boolean system) {
        String home = caller.variable("PMON_HOME");
        if (system || (home == null && caller.root())) {
            return new RunDirectory(Path.of(SYSTEM));
        }
        if (home != null) {
            return new RunDirectory(Path.of(caller.absolute(home), "run"));
        }
        return new RunDirectory(Path.of(stateHome(caller), "pmon", "run"));
    }

    /** The endpoint of the daemon, null when there is none. */
    @Nullable
    String endpoint() throws Failure {
        try {
            String line = Files.readString(endpointFile()).strip();
            return line.isEmpty() ? null : line;
        } catch (NoSuchFileException e) {
            return null;
        } catch (AccessDeniedException e) {
            throw new Failure(ErrorCode.NOT_PERMITTED, "cannot talk to the daemon: " + path + " is not yours to read");
        } catch (FileSystemException e) {
            if (!Files.isDirectory(path)) {
                // What should hold it is a file, so that no daemon can be there.
                return null;
            }
            throw new Failure(ErrorCode.FAILED, "cannot read " + endpointFile() + ": " + e.getReason());
        } catch (IOException e) {
            throw new Failure(ErrorCode.FAILED, "cannot read " + endpointFile() + ": " + e.getMessage());
        }
    }

    /** Whether the daemon that was here is gone: it has removed its endpoint, and the kernel has dropped its lock. */
    boolean abandoned() {
        return Files.notExists(endpointFile()) && lockIsFree();
    }

    /** Whether a daemon is there that does not listen though it did: it replaces itself with another version, or is ending. */
    boolean beingReplaced() {
        return Files.exists(endpointFile()) && !lockIsFree();
    }

    /** A shared lock is refused while a daemon holds its exclusive one, and lets others look at the same time. */
    private boolean lockIsFree() {
        try (FileChannel lock = FileChannel.open(path.resolve(LOCK), StandardOpenOption.READ);
                FileLock looked = lock.tryLock(0, Long.MAX_VALUE, true)) {
            return looked != null;
        } catch (IOException e) {
            // Gone with its directory, or not ours to look at.
            return true;
        }
    }

    private Path endpointFile() {
        return path.resolve("endpoint");
    }

    /** The XDG base directory specification has relative paths ignored. */
    private static String stateHome(Caller caller) {
        String state = caller.variable("XDG_STATE_HOME");
        if (state != null && state.startsWith("/")) {
            return state;
        }
        String home = caller.variable("HOME");
        return (home == null ? System.getProperty("user.home") : home) + "/.local/state";
    }
}
