package pmon.monitors.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import org.junit.jupiter.api.Test;
import pmon.api.spi.monitor.CheckResult;
import pmon.api.spi.monitor.MonitorProvider;
import pmon.testkit.monitor.MonitorContract;

class DirectoryMonitorTest extends MonitorContract {
    @Override
    protected MonitorProvider provider() {
        return new DirectoryMonitorProvider();
    }

    @Override
    protected Map<String, Object> working() {
        return Map.of("path", "a/b");
    }

    @Override
    protected Map<String, Object> failing() throws IOException {
        Files.writeString(directory.resolve("file"), "");
        return Map.of("path", "file/b");
    }

    @Test
    void makesADirectoryWithItsMode() throws Exception {
        assertThat(check(Map.of("path", "new", "perm", "0700"))).isEqualTo(CheckResult.PASSED);

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(directory.resolve("new"))))
                .isEqualTo("rwx------");
    }

    @Test
    void refusesWhatIsNoMode() {
        assertThatIllegalArgumentException().isThrownBy(() -> open(Map.of("path", "x", "perm", "rwx")));
    }
}
