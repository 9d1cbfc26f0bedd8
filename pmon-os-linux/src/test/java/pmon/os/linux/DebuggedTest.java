package pmon.os.linux;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.OptionalLong;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import pmon.api.process.ExitStatus;
import pmon.api.process.ProcessIdentity;
import pmon.api.process.Signal;
import pmon.api.spi.kernel.KernelEvent.ChildExited;
import pmon.api.spi.kernel.KernelSettings;
import pmon.api.spi.kernel.SpawnCommand;
import pmon.os.linux.libc.Debugger;
import pmon.testkit.kernel.KernelBench;

/** A debugger has attached to a program, and is told of its end before us: while it sits at its prompt we cannot reap it. */
@Timeout(60)
final class DebuggedTest {
    @TempDir
    private Path directory;

    @Test
    void endIsToldWhileADebuggerKeepsTheExitAndTheExitOnceItLetsGo() throws IOException {
        var settings = new KernelSettings(UUID.randomUUID().toString(), OptionalLong.empty());
        try (var bench = new KernelBench(LinuxKernel.open(settings), directory)) {
            SpawnCommand command = bench.shell("exec sleep 1000");
            ProcessIdentity main = bench.start(command);
            Process debugger = attach(main.pid());
            ChildExited exited;
            try {
                bench.kernel().signalTree(command.key(), Signal.KILL);
                exited = bench.exit(command.key());
            } finally {
                debugger.destroyForcibly().onExit().join();
            }
            assertThat(exited.treeEmpty()).isTrue();
            assertThat(exited.status()).isInstanceOf(ExitStatus.Unknown.class);
            if (AdoptedElsewhereTest.kernelTellsExits()) {
                assertThat(bench.exitLearned(command.key()).status().describe()).isEqualTo("SIGKILL");
            }
            KernelBench.awaitGone(main.pid());
        }
    }

    private static Process attach(int pid) throws IOException {
        Process debugger = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "--enable-native-access=ALL-UNNAMED",
                        "-cp",
                        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                        Debugger.class.getName(),
                        Integer.toString(pid))
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        String outcome = debugger.inputReader().readLine();
        assumeTrue("0".equals(outcome), "a process that is no parent may not be a debugger here: " + outcome);
        return debugger;
    }
}
