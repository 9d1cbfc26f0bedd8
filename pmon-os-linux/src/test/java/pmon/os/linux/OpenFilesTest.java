package pmon.os.linux;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import pmon.os.linux.libc.ProcessCalls;

class OpenFilesTest {
    private final long own = ProcessCalls.softOpenFiles(0);

    @Test
    void whatIsSpawnedIsBornWithTheLimit() {
        long wanted = own - 1;
        assertThat(OpenFiles.spawnUnder(OptionalLong.of(wanted), 10, OpenFilesTest::limit))
                .isEqualTo((int) wanted);
        assertThat(ProcessCalls.softOpenFiles(0)).isEqualTo(own);
    }

    @Test
    void aProcessNearTheLimitKeepsItsOwn() {
        long wanted = own - 1;
        assertThat(OpenFiles.spawnUnder(OptionalLong.of(wanted), (int) wanted - 10, OpenFilesTest::limit))
                .isEqualTo((int) own);
    }

    @Test
    void nothingIsTouchedWhereNothingIsWanted() {
        assertThat(OpenFiles.spawnUnder(OptionalLong.empty(), 10, OpenFilesTest::limit))
                .isEqualTo((int) own);
    }

    private static int limit() {
        return (int) ProcessCalls.softOpenFiles(0);
    }
}
