package pmon.daemon.plugin;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import pmon.api.spi.monitor.CheckContext;
import pmon.api.spi.monitor.CheckResult;
import pmon.api.spi.monitor.Monitor;
import pmon.api.spi.monitor.MonitorProvider;
import pmon.api.spi.plugin.PluginSettings;
import pmon.api.spi.plugin.SettingDeclaration;
import pmon.testkit.monitor.TestContext;

@Timeout(60)
class ApartMonitorsTest {
    private static final CheckContext CONTEXT = new TestContext(Path.of("/"), Duration.ofSeconds(30));

    private static Monitor apart(Monitor monitor) {
        return new ApartMonitors(new MonitorProvider() {
                    @Override
                    public String name() {
                        return "acme";
                    }

                    @Override
                    public List<SettingDeclaration> settings() {
                        return List.of();
                    }

                    @Override
                    public Monitor open(PluginSettings settings) {
                        return monitor;
                    }
                })
                .open(new PluginSettings(List.of(), Map.of()));
    }

    @Test
    void checksOnAPlatformThreadAndGivesTheResult() throws Exception {
        Monitor monitor = apart(_ -> new CheckResult.Failed(
                Thread.currentThread().isVirtual()
                        ? "virtual"
                        : Thread.currentThread().getName()));
        assertThat(monitor.check(CONTEXT)).isEqualTo(new CheckResult.Failed("monitor acme"));
        assertThat(monitor.check(CONTEXT)).isEqualTo(new CheckResult.Failed("monitor acme"));
    }

    @Test
    void whatItThrowsIsWhyItFailed() throws Exception {
        Monitor monitor = apart(_ -> {
            throw new IllegalStateException("no disk");
        });
        assertThat(monitor.check(CONTEXT).toString()).contains("no disk");
    }

    @Test
    void oneThatComputesForEverIsNotAskedAgainAndHoldsNobodyUp() throws Exception {
        AtomicReference<Boolean> stop = new AtomicReference<>(false);
        CountDownLatch begun = new CountDownLatch(1);
        Monitor monitor = apart(_ -> {
            begun.countDown();
            while (!stop.get()) {
                Thread.onSpinWait();
            }
            return CheckResult.PASSED;
        });
        Thread asking = Thread.ofVirtual().start(() -> {
            try {
                monitor.check(CONTEXT);
            } catch (Exception _) {
                // Its time was up.
            }
        });
        begun.await();
        asking.interrupt();
        asking.join();
        assertThat(monitor.check(CONTEXT)).isEqualTo(new CheckResult.Failed("an earlier check still has not returned"));
        stop.set(true);
    }
}
