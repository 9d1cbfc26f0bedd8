package pmon.monitors.notify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import pmon.api.spi.monitor.CheckResult;
import pmon.api.spi.monitor.Monitor;
import pmon.api.spi.monitor.MonitorProvider;
import pmon.api.spi.monitor.Notices;
import pmon.api.spi.monitor.Notices.Phase;
import pmon.api.spi.plugin.PluginSettings;
import pmon.testkit.monitor.TestContext;

class WatchdogMonitorTest {
    private static final MonitorProvider PROVIDER = new WatchdogMonitorProvider();
    private static final Duration LONG_AGO = Duration.ofHours(1);

    @Test
    void aSignOfLifeIsGoodForTheInterval() throws Exception {
        Monitor monitor = open(Duration.ofSeconds(10));
        assertThat(check(monitor, told(Duration.ofSeconds(10)))).isEqualTo(CheckResult.PASSED);
    }

    @Test
    void oneThatIsSilentForLongerHasFailed() throws Exception {
        Monitor monitor = open(Duration.ofMillis(10));
        check(monitor, told(LONG_AGO));
        CheckResult found = CheckResult.PASSED;
        long begun = System.nanoTime();
        while (found instanceof CheckResult.Passed
                && System.nanoTime() - begun < Duration.ofSeconds(20).toNanos()) {
            found = check(monitor, told(LONG_AGO));
        }
        assertThat(found)
                .isInstanceOfSatisfying(
                        CheckResult.Failed.class,
                        failed -> assertThat(failed.reason())
                                .matches("no WATCHDOG=1 for \\d+ ms, more than 10 ms; its status is: busy"));
    }

    @Test
    void theTimeBeforeTheFirstCheckDoesNotCount() throws Exception {
        assertThat(check(open(Duration.ofSeconds(10)), told(LONG_AGO))).isEqualTo(CheckResult.PASSED);
    }

    @Test
    void oneThatPullsTheAlarmHasFailedAtOnce() throws Exception {
        Notices alarmed = new Notices(Phase.READY, "", Duration.ZERO, Optional.empty(), true);
        assertThat(check(open(Duration.ofSeconds(10)), alarmed))
                .isInstanceOfSatisfying(
                        CheckResult.Failed.class,
                        failed -> assertThat(failed.reason()).contains("WATCHDOG=trigger"));
    }

    @Test
    void oneThatIsEndingNeedNotGiveSigns() throws Exception {
        Monitor monitor = open(Duration.ofMillis(10));
        Notices ending = new Notices(Phase.STOPPING, "", LONG_AGO, Optional.of(Duration.ofNanos(1)), false);
        check(monitor, ending);
        assertThat(check(monitor, ending)).isEqualTo(CheckResult.PASSED);
    }

    @Test
    void whatTheProgramAsksForComesBeforeWhatIsWritten() throws Exception {
        Monitor monitor = open(Duration.ofHours(1));
        Notices strict = new Notices(Phase.READY, "", LONG_AGO, Optional.of(Duration.ofNanos(1)), false);
        check(monitor, strict);
        assertThat(check(monitor, strict)).isInstanceOf(CheckResult.Failed.class);
    }

    @Test
    void theProgramFindsTheIntervalInItsEnvironment() {
        assertThat(PROVIDER.environment(settings(Duration.ofMillis(1500))))
                .isEqualTo(Map.of("WATCHDOG_USEC", "1500000"));
    }

    @Test
    void anIntervalOutOfItsRangeIsRefused() {
        assertThatThrownBy(() -> open(Duration.ofMillis(9)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("interval is not within 10ms to 24h");
    }

    private static CheckResult check(Monitor monitor, Notices told) throws Exception {
        return monitor.check(TestContext.telling(told));
    }

    private static Notices told(Duration sinceSign) {
        return new Notices(Phase.READY, "busy", sinceSign, Optional.empty(), false);
    }

    private static Monitor open(Duration interval) {
        return PROVIDER.open(settings(interval));
    }

    private static PluginSettings settings(Duration interval) {
        return new PluginSettings(PROVIDER.settings(), Map.of("interval", interval));
    }
}
