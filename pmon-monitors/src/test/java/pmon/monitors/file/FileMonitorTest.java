package pmon.monitors.file;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import pmon.api.spi.monitor.CheckResult;
import pmon.api.spi.monitor.MonitorProvider;
import pmon.testkit.monitor.MonitorContract;

class FileMonitorTest extends MonitorContract {
    @Override
    protected MonitorProvider provider() {
        return new FileMonitorProvider();
    }

    @Override
    protected Map<String, Object> working() throws IOException {
        Files.writeString(directory.resolve("up"), "");
        return Map.of("path", "up");
    }

    @Override
    protected Map<String, Object> failing() {
        return Map.of("path", "down");
    }

    @Test
    void failsOnAFileThatNobodyWritesToAnyMore() throws Exception {
        Files.writeString(directory.resolve("beat"), "");
        Map<String, Object> settings = Map.of("path", "beat", "max_age", Duration.ofMinutes(1));
        assertThat(check(settings)).isEqualTo(CheckResult.PASSED);

        Files.setLastModifiedTime(
                directory.resolve("beat"), FileTime.from(Instant.now().minusSeconds(90)));

        assertThat(check(settings))
                .isInstanceOfSatisfying(
                        CheckResult.Failed.class,
                        failed -> assertThat(failed.reason()).contains("more than 60 s"));
    }
}
