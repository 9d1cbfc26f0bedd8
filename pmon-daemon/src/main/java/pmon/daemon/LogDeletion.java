package pmon.daemon;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.Path;
import pmon.api.process.ProcessSpec;
import pmon.daemon.loop.LogRemoval;
import pmon.daemon.programlog.LogSource;
import pmon.daemon.programlog.ProgramLogs;
import pmon.daemon.programlog.UnreadableLogException;

/** Removes the log of a program that has been deleted, away from the supervisor's thread. */
final class LogDeletion implements LogRemoval {
    private static final Logger LOG = System.getLogger(LogDeletion.class.getName());
    private final ProgramLogs logs;

    LogDeletion(ProgramLogs logs) {
        this.logs = logs;
    }

    @Override
    public void remove(ProcessSpec spec) {
        var _ = Thread.ofVirtual().name("log removal").start(() -> {
            try {
                logs.delete(new LogSource(spec.name().value(), Path.of(spec.log()), spec.user()));
            } catch (UnreadableLogException e) {
                LOG.log(Level.WARNING, "cannot remove the log of {0}: {1}", spec.name(), e.getMessage());
            }
        });
    }
}
