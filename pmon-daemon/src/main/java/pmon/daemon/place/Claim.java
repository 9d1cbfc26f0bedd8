package pmon.daemon.place;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import pmon.api.protocol.ErrorCode;

/** What came of trying to become the one daemon of some directories. */
public sealed interface Claim {
    /**
     * They are this daemon's until it lets go.
     *
     * @param warnings what was changed about them
     */
    record Granted(Tenure tenure, List<String> warnings) implements Claim {
        public Granted {
            warnings = List.copyOf(warnings);
        }
    }

    /**
     * They cannot be used.
     *
     * @param code {@code second_daemon} where another daemon uses them
     */
    record Refused(ErrorCode code, String message) implements Claim {}

    /**
     * Makes the directories where they are missing, checks them, and locks those of data and of run: two daemons are refused
     * whichever of the two they share.
     *
     * @param uid the daemon's effective user id
     */
    static Claim of(OwnDirectory data, OwnDirectory logs, OwnDirectory run, long uid) {
        // Run first: a command that finds another daemon on its way looks at that lock, and must not find it free
        // meanwhile.
        return of(List.of(data, logs, run), List.of(run.path(), data.path()), run, uid);
    }

    /** The same for a daemon that keeps nothing. */
    static Claim ofRun(OwnDirectory run, long uid) {
        return of(List.of(run), List.of(run.path()), run, uid);
    }

    private static Claim of(List<OwnDirectory> all, List<Path> locked, OwnDirectory run, long uid) {
        List<String> warnings = new ArrayList<>();
        for (OwnDirectory directory : all) {
            switch (directory.prepare(uid)) {
                case OwnDirectory.Result.Refused(String message) -> {
                    return new Refused(ErrorCode.FAILED, message);
                }
                case OwnDirectory.Result.Usable(String warning) -> {
                    if (warning != null) {
                        warnings.add(warning);
                    }
                }
            }
        }
        List<DaemonLock> locks = new ArrayList<>();
        for (Path directory : locked) {
            try {
                Optional<DaemonLock> lock = DaemonLock.acquire(directory);
                if (lock.isEmpty()) {
                    Tenure.release(locks);
                    return new Refused(ErrorCode.SECOND_DAEMON, secondDaemon(directory));
                }
                locks.add(lock.get());
            } catch (IOException e) {
                Tenure.release(locks);
                return new Refused(ErrorCode.FAILED, "cannot lock " + directory + ": " + Reason.of(e));
            }
        }
        return new Granted(new Tenure(run.path(), locks), warnings);
    }

    private static String secondDaemon(Path directory) {
        return "another pmond" + DaemonLock.holder(directory) + " uses " + directory
                + "; stop it with `pmon daemon stop`, or set PMON_HOME to another directory";
    }
}
