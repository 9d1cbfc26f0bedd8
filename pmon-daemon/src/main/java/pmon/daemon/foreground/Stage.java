package pmon.daemon.foreground;

import java.util.List;
import pmon.api.spi.kernel.Kernel;
import pmon.core.supervisor.Configured;
import pmon.daemon.event.EventStream;
import pmon.daemon.loop.LogRemoval;
import pmon.daemon.loop.Outputs;
import pmon.daemon.loop.SupervisorLoop;

/** What a daemon in the foreground does beside supervising; one in the background has none. */
public interface Stage {
    /** Nothing is shown. */
    Stage NONE = new Stage() {
        @Override
        public Outputs outputs(Kernel kernel, List<Configured> programs, Outputs otherwise) {
            return otherwise;
        }

        @Override
        public List<String> objections(Kernel kernel) {
            return List.of();
        }

        @Override
        public void watch(EventStream events, SupervisorLoop loop, Kernel kernel) {
            events.close();
        }

        @Override
        public LogRemoval removal(LogRemoval otherwise) {
            return otherwise;
        }

        @Override
        public void clear() {}
    };

    /**
     * Where programs print.
     *
     * @param programs those of the file
     * @param otherwise for those that have a log
     */
    Outputs outputs(Kernel kernel, List<Configured> programs, Outputs otherwise);

    /** Why nothing may be started, a sentence each. */
    List<String> objections(Kernel kernel);

    /** Watches what happens, from before the first program is started. */
    void watch(EventStream events, SupervisorLoop loop, Kernel kernel);

    /** Removes logs, of programs that have any. */
    LogRemoval removal(LogRemoval otherwise);

    /** All programs have ended. The kernel port is still open. */
    void clear();
}
