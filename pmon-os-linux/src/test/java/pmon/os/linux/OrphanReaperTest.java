package pmon.os.linux;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import pmon.api.process.Signal;
import pmon.api.spi.kernel.KernelSettings;
import pmon.api.spi.kernel.SpawnCommand;
import pmon.os.linux.libc.Errno;
import pmon.os.linux.libc.FileCalls;
import pmon.os.linux.libc.ProcessCalls;
import pmon.os.linux.libc.SpawnCalls;
import pmon.os.linux.proc.Pids;
import pmon.os.linux.proc.Proc;
import pmon.testkit.kernel.KernelBench;

/** Orphans come to us and are reaped; other children of this JVM are not touched. */
@Timeout(60)
final class OrphanReaperTest {
    private static final int ROUNDS = 50;

    @TempDir
    private Path directory;

    private KernelBench bench;

    @BeforeEach
    void open() {
        bench = new KernelBench(LinuxKernel.open(new KernelSettings("test", OptionalLong.empty())), directory);
    }

    @AfterEach
    void close() {
        bench.close();
    }

    @Test
    void orphansAreListedUnderTheFirstThreadAndChildrenAreNot() {
        Path ready = bench.fifo("ready");
        SpawnCommand command = bench.shell("(sleep 1000 & echo $! > ready); exec sleep 1000");
        int main = bench.start(command).pid();
        int orphan = Integer.parseInt(KernelBench.line(ready));
        while (Proc.stat(orphan).orElseThrow().parent() != bench.kernel().self().pid()) {
            Thread.onSpinWait(); // its parent is about to end
        }
        Pids orphans = Proc.childrenOfFirstThread(bench.kernel().self().pid());
        assertThat(orphans.contains(orphan)).isTrue();
        assertThat(orphans.contains(main)).isFalse();
        bench.kernel().signalTree(command.key(), Signal.KILL);
        bench.exit(command.key());
        KernelBench.awaitGone(orphan);
    }

    @Test
    void orphansThatEndBesideALivingMainProcessAreReaped() {
        Path ready = bench.fifo("ready");
        SpawnCommand command = bench.shell("(setsid true & echo $! > ready); exec sleep 1000");
        bench.start(command);
        KernelBench.awaitGone(Integer.parseInt(KernelBench.line(ready)));
        assertThat(bench.hasEvent(command.key())).isFalse();
        bench.kernel().signalTree(command.key(), Signal.KILL);
        bench.exit(command.key());
    }

    @Test
    void releasedChildIsReapedWhenItEnds() {
        Path go = bench.fifo("go");
        SpawnCommand command = bench.shell("read line < go");
        int pid = bench.start(command).pid();
        bench.kernel().release(command.key());
        bench.run(bench.shell("echo now > " + go));
        KernelBench.awaitGone(pid);
    }

    @Test
    void exitsOfChildrenOfOtherCodeAreNotStolen() throws IOException, InterruptedException {
        for (int i = 0; i < ROUNDS; i++) {
            Process foreign = new ProcessBuilder("/bin/sh", "-c", "exit 42").start();
            Process foreignLeader = new ProcessBuilder("/usr/bin/setsid", "/bin/sh", "-c", "exit 43").start();
            SpawnCommand command = bench.shell("(setsid true &); exit 44");
            bench.start(command);
            assertThat(bench.exit(command.key()).status().describe()).isEqualTo("exit code 44");
            assertThat(foreign.waitFor()).isEqualTo(42);
            assertThat(foreignLeader.waitFor()).isEqualTo(43);
        }
    }

    @Test
    void zombieThatNobodyReapsIsReapedInTheEnd() {
        bench.start(bench.shell("exec sleep 1000"));
        int devNull = FileCalls.open("/dev/null", FileCalls.O_RDWR | FileCalls.O_CLOEXEC, 0);
        int pid = new SpawnCalls().spawn("/bin/true", List.of("true"), List.of(), "/", devNull, devNull, devNull);
        FileCalls.close(devNull);
        KernelBench.awaitGone(pid);
        assertThat(ProcessCalls.reap(pid)).isEqualTo(-Errno.ECHILD);
    }

    @Test
    void twoPortsOfOneJvmDoNotTakeEachOthersExits() {
        try (var other =
                new KernelBench(LinuxKernel.open(new KernelSettings("other", OptionalLong.empty())), directory)) {
            for (int i = 0; i < ROUNDS; i++) {
                SpawnCommand here = bench.shell("exit 1");
                SpawnCommand there = other.shell("exit 2");
                bench.start(here);
                other.start(there);
                assertThat(bench.exit(here.key()).status().describe()).isEqualTo("exit code 1");
                assertThat(other.exit(there.key()).status().describe()).isEqualTo("exit code 2");
            }
        }
    }
}
