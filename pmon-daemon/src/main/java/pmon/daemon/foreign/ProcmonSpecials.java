package pmon.daemon.foreign;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import pmon.api.process.RunSettings;
import pmon.api.process.RunSettings.Missed;
import pmon.api.process.RunSettings.Occasion;
import pmon.api.process.Signal;

/** When a task of procmon is run that is not kept running. */
final class ProcmonSpecials {
    private static final String SIGNALS = "HUP, INT, TERM, USR1 or USR2";

    private ProcmonSpecials() {}

    /**
     * Reads them.
     *
     * @param specials null where the task has none
     * @param prerun names of the tasks that are run before it
     * @param empty whether there is nothing to run but those
     */
    static RunSettings read(@Nullable Section specials, List<String> prerun, boolean empty) {
        if (specials == null) {
            return new RunSettings(empty ? RunSettings.Type.ONESHOT : RunSettings.Type.SERVICE, prerun, null);
        }
        boolean once = specials.flag("onetime");
        Optional<Duration> period =
                specials.parsed("periodic", ProcmonSpecials::period, GoDurations.ALLOWED + ", 100ms or more");
        Optional<Signal> signal = specials.parsed("signal", ProcmonSpecials::signal, SIGNALS);
        boolean shutdown = specials.flag("shutdown");
        boolean terminate = specials.flag("terminate");
        specials.rest();
        if ((once ? 1 : 0) + (period.isPresent() ? 1 : 0) + (signal.isPresent() ? 1 : 0) > 1) {
            specials.wrong(null, "", "a task has one of onetime, periodic and signal");
        }
        if (signal.isEmpty() && (shutdown || terminate)) {
            specials.wrong(null, shutdown ? "shutdown" : "terminate", "is for tasks of a signal only");
        }
        Occasion occasion = period.<Occasion>map(every -> new Occasion.Every(every, Missed.SKIP))
                .or(() -> signal.map(one -> new Occasion.OnSignal(one, shutdown, terminate)))
                .orElse(null);
        RunSettings.Type type = once ? RunSettings.Type.ONESHOT : RunSettings.Type.TASK;
        return new RunSettings(type, prerun, type == RunSettings.Type.TASK ? occasion : null);
    }

    private static Optional<Duration> period(String text) {
        return GoDurations.parse(text).filter(period -> period.compareTo(RunSettings.SHORTEST_PERIOD) >= 0);
    }

    private static Optional<Signal> signal(String text) {
        return Signal.parse(text).filter(Occasion.OnSignal.SIGNALS::contains);
    }
}
