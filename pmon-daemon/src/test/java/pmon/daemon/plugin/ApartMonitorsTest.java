package pmon.daemon.plugin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
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

    private static final PluginSettings NONE = new PluginSettings(List.of(), Map.of());
    private static final ApartMonitors.Limits SHORT =
            new ApartMonitors.Limits(Duration.ofMillis(50), Duration.ofMillis(50));

    /** A provider that does what a test wants. */
    private static class Acme implements MonitorProvider {
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
            return _ -> CheckResult.PASSED;
        }
    }

    private static Monitor apart(Monitor monitor) {
        return new ApartMonitors(
                        new Acme() {
                            @Override
                            public Monitor open(PluginSettings settings) {
                                return monitor;
                            }
                        },
                        ApartMonitors.Limits.STANDARD)
                .open(NONE);
    }

    @Test
    void oneThatOpensForEverIsRefusedInTimeAndAtOnceWhileItGoesOn() throws Exception {
        CountDownLatch letGo = new CountDownLatch(1);
        List<Thread> opening = new CopyOnWriteArrayList<>();
        ApartMonitors monitors = new ApartMonitors(
                new Acme() {
                    @Override
                    public Monitor open(PluginSettings settings) {
                        opening.add(Thread.currentThread());
                        awaitUninterruptibly(letGo);
                        return super.open(settings);
                    }
                },
                SHORT);
        assertThatThrownBy(() -> monitors.open(NONE))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("monitor type acme cannot be used: it did not return within 50ms");
        for (int i = 0; i < 10; i++) {
            assertThatThrownBy(() -> monitors.open(NONE))
                    .hasMessageContaining("an earlier call still has not returned");
        }
        assertThat(opening).as("threads left behind").hasSize(1);
        letGo.countDown();
        opening.getFirst().join();
        Monitor opened = null;
        while (opened == null) {
            opened = openedInTime(monitors);
        }
        assertThat(opened.check(CONTEXT)).isEqualTo(CheckResult.PASSED);
    }

    /** Null where a busy machine took longer than that. */
    private static @Nullable Monitor openedInTime(ApartMonitors monitors) {
        try {
            return monitors.open(NONE);
        } catch (IllegalArgumentException _) {
            return null;
        }
    }

    @Test
    void whateverIsThrownWhileOpeningSaysThatTheTypeCannotBeUsed() {
        ApartMonitors monitors = new ApartMonitors(
                new Acme() {
                    @Override
                    public Monitor open(PluginSettings settings) {
                        throw new NoClassDefFoundError("acme/Missing");
                    }
                },
                ApartMonitors.Limits.STANDARD);
        assertThatThrownBy(() -> monitors.open(NONE))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("monitor type acme cannot be used")
                .hasMessageContaining("acme/Missing");
    }

    @Test
    void settingsThatMakeNoSenseAreToldInTheProvidersWords() {
        ApartMonitors monitors = new ApartMonitors(
                new Acme() {
                    @Override
                    public Monitor open(PluginSettings settings) {
                        throw new IllegalArgumentException("min is above max");
                    }
                },
                ApartMonitors.Limits.STANDARD);
        assertThatThrownBy(() -> monitors.open(NONE)).hasMessage("min is above max");
    }

    @Test
    void whatItHearsAndTellsIsPassedOn() {
        ApartMonitors monitors = new ApartMonitors(
                new Acme() {
                    @Override
                    public Set<Source> sources() {
                        return Set.of(Source.OUTPUT);
                    }

                    @Override
                    public Map<String, String> environment(PluginSettings settings) {
                        return Map.of("ACME", "1");
                    }
                },
                ApartMonitors.Limits.STANDARD);
        assertThat(monitors.sources()).containsExactly(MonitorProvider.Source.OUTPUT);
        assertThat(monitors.environment(NONE)).containsOnly(Map.entry("ACME", "1"));
    }

    @Test
    void anEnvironmentThatDoesNotComeKeepsNoProgramFromBeingStarted() {
        CountDownLatch never = new CountDownLatch(1);
        ApartMonitors monitors = new ApartMonitors(
                new Acme() {
                    @Override
                    public Map<String, String> environment(PluginSettings settings) {
                        awaitUninterruptibly(never);
                        return Map.of("ACME", "1");
                    }
                },
                SHORT);
        assertThat(monitors.environment(NONE)).isEmpty();
        assertThat(monitors.environment(NONE)).isEmpty();
        never.countDown();
    }

    @Test
    void nobodyWaitsForOneThatClosesForEver() throws Exception {
        CountDownLatch closing = new CountDownLatch(1);
        CountDownLatch never = new CountDownLatch(1);
        Monitor monitor = apart(new Monitor() {
            @Override
            public CheckResult check(CheckContext context) {
                return CheckResult.PASSED;
            }

            @Override
            public void close() {
                closing.countDown();
                awaitUninterruptibly(never);
            }
        });
        monitor.close();
        closing.await();
        never.countDown();
    }

    private static void awaitUninterruptibly(CountDownLatch latch) {
        while (true) {
            try {
                latch.await();
                return;
            } catch (InterruptedException _) {
                // It does not care.
            }
        }
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
