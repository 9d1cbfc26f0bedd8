package pmon.os.linux;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import pmon.api.spi.kernel.SpawnResult.Cause;

/** Errors that no test can have a kernel make without taking something away from everybody on the machine. */
class RefusalsTest {
    @ParameterizedTest
    @CsvSource({
        "11, 'no more processes allowed (RLIMIT_NPROC, a pids cgroup or threads-max)'",
        "12, 'not enough memory'",
        "23, 'too many open files in the whole system'",
        "24, 'too many open files in the daemon'"
    })
    void whatMayWorkLaterIsTriedAgain(int errno, String why) {
        assertThat(Refusals.resources(errno)).isTrue();
        assertThat(Refusals.shortage("/bin/web", errno).cause()).isEqualTo(Cause.NO_RESOURCES);
        assertThat(Refusals.shortage("/bin/web", errno).message()).startsWith("/bin/web: " + why);
    }

    @ParameterizedTest
    @CsvSource({"2", "8", "13"})
    void whatWillNotIsNoShortage(int errno) {
        assertThat(Refusals.resources(errno)).isFalse();
    }
}
