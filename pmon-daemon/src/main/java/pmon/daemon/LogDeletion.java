package pmon.daemon;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.Path;
import java.util.List;
import pmon.api.process.ProcessSpec;
import pmon.daemon.loop.LogRemoval;
import pmon.daemon.programlog.Freshness;
import pmon.daemon.programlog.LogSource;
import pmon.daemon.programlog.ProgramLogs;
import pmon.daemon.programlog.UnreadableLogException;

/** Removes the log of a program that has been deleted, away from the supervisor's thread. */
final class LogDeletion implements LogRemoval {
    private static final Logger LOG = System.getLogger(LogDeletion.class.getName());
    private final ProgramLogs logs;

    private final Freshness freshness;

    /** @param freshness the file of a program must not be open any more when it is removed, or it would be made again */
    LogDeletion(ProgramLogs logs, Freshness freshness) {
        this.freshness = freshness;
        this.logs = logs;
    }

    @Override
    public void remove(ProcessSpec spec) {
        var _ = Thread.ofVirtual().name("log removal").start(() -> {
            freshness.settle();
            for (String file : List.of(spec.log(), spec.log() + ProcessSpec.ERR_LOG_SUFFIX)) {
                try {
                    logs.delete(new LogSource(spec.name().value(), Path.of(file), spec.user()));
                } catch (UnreadableLogException e) {
                    LOG.log(Level.WARNING, "cannot remove the log of {0}: {1}", spec.name(), e.getMessage());
                }
            }
        });
    }
}
