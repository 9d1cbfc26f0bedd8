package pmon.daemon.intake;

import java.time.Duration;
import java.util.List;
import pmon.api.process.MonitorSpec;
import pmon.api.protocol.ErrorCode;
import pmon.daemon.monitor.MonitorTypes;
import pmon.daemon.monitor.OpenCheck;

/** Refuses monitors that nobody could ask, as the process configuration does. */
final class MonitorSettings {
    /** More often would keep a processor busy. */
    private static final Duration MIN_PERIOD = Duration.ofMillis(10);

    private MonitorSettings() {}

    static void check(List<MonitorSpec> monitors) throws Refusal {
        if (monitors.isEmpty()) {
            return;
        }
        MonitorTypes types = MonitorTypes.installed();
        for (MonitorSpec monitor : monitors) {
            if (monitor.period() != null && monitor.period().compareTo(MIN_PERIOD) < 0) {
                throw new Refusal(
                        ErrorCode.USAGE,
                        "monitor " + monitor.name() + ": a period is " + MIN_PERIOD.toMillis() + " ms at least");
            }
            try {
                OpenCheck.of(monitor.check(), types).close();
            } catch (IllegalArgumentException e) {
                throw new Refusal(ErrorCode.USAGE, "monitor " + monitor.name() + ": " + e.getMessage());
            }
        }
    }
}
