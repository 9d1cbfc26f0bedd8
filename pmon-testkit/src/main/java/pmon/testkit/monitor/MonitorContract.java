package pmon.testkit.monitor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import pmon.api.spi.monitor.CheckResult;
import pmon.api.spi.monitor.Monitor;
import pmon.api.spi.monitor.MonitorProvider;
import pmon.api.spi.plugin.PluginSettings;
import pmon.api.spi.plugin.SettingDeclaration;

/**
 * What holds for every monitor. A provider's test class extends it, says which provider, and arranges something that works and something
 * that does not.
 */
public abstract class MonitorContract {
    private static final Duration TIMEOUT = Duration.ofSeconds(10);

    /** The working directory of the program that is checked. */
    @TempDir
    protected Path directory = Path.of("set by JUnit");

    /** The provider under test. */
    protected abstract MonitorProvider provider();

    /** Settings of a monitor that finds that all is well. */
    protected abstract Map<String, Object> working() throws Exception;

    /** Settings of a monitor that finds that it is not. */
    protected abstract Map<String, Object> failing() throws Exception;

    /** A monitor with these settings. */
    protected final Monitor open(Map<String, Object> values) {
        return provider().open(new PluginSettings(provider().settings(), values));
    }

    /** What a new monitor with these settings finds. */
    protected final CheckResult check(Map<String, Object> values) throws Exception {
        try (Monitor monitor = open(values)) {
            return monitor.check(new TestContext(directory, TIMEOUT));
        }
    }

    @Test
    void hasANameThatPeopleCanWrite() {
        assertTrue(provider().name().matches("[a-z][a-z0-9-]*"), provider().name());
    }

    @Test
    void declaresEachSettingOnceAndSaysWhatItMeans() {
        Set<String> keys = new HashSet<>();
        List<SettingDeclaration> declared = provider().settings();
        for (SettingDeclaration each : declared) {
            assertTrue(keys.add(each.key()), each.key() + " is declared twice");
            assertFalse(each.meaning().isBlank(), each.key() + " is not explained");
        }
        assertEquals(declared, provider().settings());
    }

    @Test
    void passesWhatWorksAgainAndAgain() throws Exception {
        try (Monitor monitor = open(working())) {
            for (int i = 0; i < 3; i++) {
                assertEquals(CheckResult.PASSED, monitor.check(new TestContext(directory, TIMEOUT)));
            }
        }
    }

    @Test
    void saysWhyWhatDoesNotWorkFailed() throws Exception {
        CheckResult.Failed failed = assertInstanceOf(CheckResult.Failed.class, check(failing()));

        assertFalse(failed.reason().isBlank());
    }

    @Test
    void looksAnewAtEachCheck() throws Exception {
        try (Monitor failing = open(failing());
                Monitor working = open(working())) {
            assertInstanceOf(CheckResult.Failed.class, failing.check(new TestContext(directory, TIMEOUT)));
            assertEquals(CheckResult.PASSED, working.check(new TestContext(directory, TIMEOUT)));
            assertInstanceOf(CheckResult.Failed.class, failing.check(new TestContext(directory, TIMEOUT)));
        }
    }

    @Test
    void canBeClosedWhileACheckRunsAndTwice() throws Exception {
        Monitor monitor = open(working());
        CountDownLatch over = new CountDownLatch(1);
        Thread check = Thread.ofVirtual().start(() -> {
            try {
                monitor.check(new TestContext(directory, TIMEOUT));
            } catch (Exception _) {
                // A check on a closed monitor may fail as it likes, as long as it ends.
            } finally {
                over.countDown();
            }
        });
        monitor.close();
        monitor.close();
        over.await();
        check.join();
    }

    @Test
    void refusesSettingsThatAreMissing() {
        boolean required = provider().settings().stream().anyMatch(SettingDeclaration::required);
        if (required) {
            assertThrows(IllegalArgumentException.class, () -> open(Map.of()));
        } else {
            open(Map.of()).close();
        }
    }
}
