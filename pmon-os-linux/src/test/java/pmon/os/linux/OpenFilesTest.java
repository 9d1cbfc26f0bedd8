package pmon.os.linux;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import pmon.os.linux.libc.Errno;
import pmon.os.linux.libc.ProcessCalls;

class OpenFilesTest {
    private final long own = ProcessCalls.softOpenFiles(0);
    private final long wanted = own - 1;

    @Test
    void whatIsSpawnedIsBornWithTheLimit() {
        assertThat(limitAtBirth(OptionalLong.of(wanted), 10)).isEqualTo(wanted);
        assertThat(ProcessCalls.softOpenFiles(0)).isEqualTo(own);
    }

    @Test
    void aProcessNearTheLimitKeepsItsOwn() {
        assertThat(limitAtBirth(OptionalLong.of(wanted), (int) wanted - 10)).isEqualTo(own);
    }

    @Test
    void nothingIsTouchedWhereNothingIsWanted() {
        assertThat(limitAtBirth(OptionalLong.empty(), 10)).isEqualTo(own);
    }

    @Test
    void whatIsNotBornWithTheLimitIsGivenIt() throws IOException {
        assertThat(limitInTheEnd((int) wanted - 10)).isEqualTo(wanted);
    }

    @Test
    void whoeverWasBornWithTheLimitAndHasChangedItKeepsWhatItChose() throws IOException {
        assertThat(limitInTheEnd(10)).isEqualTo(wanted - 1);
    }

    private static long limitAtBirth(OptionalLong soft, int lowestFree) {
        var seen = new AtomicLong();
        OpenFiles.spawnUnder(soft, lowestFree, () -> {
            seen.set(ProcessCalls.softOpenFiles(0));
            return -Errno.ENOENT;
        });
        return seen.get();
    }

    /** Of a child that sets its limit to one less than what is wanted before anybody else goes on. */
    private long limitInTheEnd(int lowestFree) throws IOException {
        Process child = new ProcessBuilder("/bin/sleep", "1000").start();
        try {
            int pid = (int) child.pid();
            OpenFiles.spawnUnder(OptionalLong.of(wanted), lowestFree, () -> {
                ProcessCalls.setSoftOpenFiles(pid, wanted - 1);
                return pid;
            });
            return ProcessCalls.softOpenFiles(pid);
        } finally {
            child.destroyForcibly();
        }
    }
}
