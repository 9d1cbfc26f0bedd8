package pmon.os.linux;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import pmon.api.spi.kernel.KernelSettings;
import pmon.api.spi.kernel.SpawnCommand;
import pmon.api.spi.kernel.SpawnCommand.Output;
import pmon.os.linux.proc.Proc;
import pmon.testkit.kernel.KernelBench;

/** What a child on Linux starts with, beyond what every kernel port gives it. */
@Timeout(60)
final class ChildSetupTest {
    private static final long SOFT_OPEN_FILES = 777;

    @TempDir
    private Path directory;

    private KernelBench bench;

    @BeforeEach
    void open() {
        bench = new KernelBench(
                LinuxKernel.open(new KernelSettings("test", OptionalLong.of(SOFT_OPEN_FILES))), directory);
    }

    @AfterEach
    void close() {
        bench.close();
    }

    @Test
    void leadsASessionAndAGroupOfItsOwn() {
        Path go = bench.fifo("go");
        SpawnCommand command = bench.shell("read line < go");
        int pid = bench.start(command).pid();
        assertThat(Proc.stat(pid)).hasValueSatisfying(stat -> {
            assertThat(stat.session()).isEqualTo(pid);
            assertThat(stat.group()).isEqualTo(pid);
            assertThat(stat.parent()).isEqualTo(bench.kernel().self().pid());
        });
        assertThat(bench.run(bench.shell("echo now > " + go)).success()).isTrue();
        bench.exit(command.key());
    }

    @Test
    void hasNoSignalBlockedOrIgnored() throws IOException {
        String status = bench.output("/bin/cat", "/proc/self/status");
        assertThat(status.lines())
                .contains("SigBlk:\t0000000000000000", "SigIgn:\t0000000000000000", "SigPnd:\t0000000000000000");
    }

    @Test
    void inheritsNoDescriptor() throws IOException {
        // Another process lists those of the shell, so there is none that had to be opened for looking.
        String list = bench.output("/bin/sh", "-c", "ls /proc/$$/fd; true");
        assertThat(list.lines()).containsExactly("0", "1", "2");
    }

    @Test
    void writesToTheLogWithAppendAndWithoutNonblock() throws IOException {
        String info = bench.output("/bin/cat", "/proc/self/fdinfo/1");
        // O_WRONLY, O_APPEND and, on a 64-bit system, O_LARGEFILE; no O_NONBLOCK, which is 04000.
        assertThat(info.lines().filter(line -> line.startsWith("flags:")))
                .singleElement()
                .matches(line -> (Integer.parseInt(line.substring(6).strip(), 8) & 07777) == 02001);
    }

    @Test
    void getsTheWantedLimitOfOpenFiles() {
        Path go = bench.fifo("go");
        SpawnCommand command = bench.shell("read line < go; test $(ulimit -S -n) = " + SOFT_OPEN_FILES);
        bench.start(command);
        bench.run(bench.shell("echo now > " + go));
        assertThat(bench.exit(command.key()).status().success()).isTrue();
    }

    @Test
    void runsThoughItsNameLooksLikeAnotherFieldOfStat() throws IOException {
        Path script = bench.script("x) Z 1 (y", "#!/bin/sh\nread line < go\n");
        Path go = bench.fifo("go");
        SpawnCommand command = bench.command(script.toString(), List.of(), new Output.Discard());
        int pid = bench.start(command).pid();
        assertThat(Files.readString(Path.of("/proc/" + pid + "/comm"))).isEqualTo("x) Z 1 (y\n");
        assertThat(Proc.stat(pid))
                .hasValueSatisfying(stat -> assertThat(stat.session()).isEqualTo(pid));
        bench.run(bench.shell("echo now > " + go));
        assertThat(bench.exit(command.key()).treeEmpty()).isTrue();
    }
}
