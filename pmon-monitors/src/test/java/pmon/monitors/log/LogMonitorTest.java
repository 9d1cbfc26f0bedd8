package pmon.monitors.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import pmon.api.spi.monitor.CheckResult;
import pmon.api.spi.monitor.Monitor;
import pmon.api.spi.monitor.MonitorProvider;
import pmon.testkit.monitor.MonitorContract;
import pmon.testkit.monitor.TestContext;

class LogMonitorTest extends MonitorContract {
    @Override
    protected MonitorProvider provider() {
        return new LogMonitorProvider();
    }

    @Override
    protected Map<String, Object> working() {
        return Map.of("pattern", "listening on port \\d+$");
    }

    @Override
    protected Map<String, Object> failing() {
        return Map.of("pattern", "^port");
    }

    @Test
    void oneLineIsEnoughForEver() throws Exception {
        try (Monitor monitor = open(working())) {
            assertThat(monitor.check(TestContext.printing("listening on port 80", "bye")))
                    .isEqualTo(CheckResult.PASSED);
            assertThat(monitor.check(TestContext.printing("bye"))).isEqualTo(CheckResult.PASSED);
        }
    }

    @Test
    void aLineCountsForAsLongAsItIsToOnly() throws Exception {
        Map<String, Object> settings = Map.of("pattern", "beat", "within", Duration.ofMillis(20));
        try (Monitor monitor = open(settings)) {
            TestContext printing = TestContext.printing("beat", "beat", "other");
            assertThat(monitor.check(printing)).isEqualTo(CheckResult.PASSED);
            long begun = System.nanoTime();
            CheckResult found = CheckResult.PASSED;
            while (found instanceof CheckResult.Passed && System.nanoTime() - begun < TimeUnit.SECONDS.toNanos(20)) {
                found = monitor.check(printing);
            }
            assertThat(found).isEqualTo(new CheckResult.Failed("no line that matches \"beat\" within 20 ms"));
        }
    }

    @Test
    void aPatternThatTakesForEverIsStopped() throws Exception {
        Map<String, Object> settings = Map.of("pattern", "(x+x+)+y");
        try (Monitor monitor = open(settings)) {
            CompletableFuture<String> ended = new CompletableFuture<>();
            Thread check = Thread.ofVirtual().start(() -> {
                try {
                    monitor.check(TestContext.printing("x".repeat(200)));
                    ended.complete("it came to its end");
                } catch (Exception e) {
                    ended.complete(String.valueOf(e.getMessage()));
                }
            });
            check.interrupt();
            assertThat(ended.get(20, TimeUnit.SECONDS)).isEqualTo("the pattern takes too long for a line");
        }
    }

    @Test
    void aPatternThatIsNoneIsRefused() {
        assertThatThrownBy(() -> open(Map.of("pattern", "(")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("pattern \"(\" is no regular expression: Unclosed group");
    }
}
