package pmon.os.linux;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.OptionalLong;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import pmon.api.process.ExitStatus;
import pmon.api.process.ProcessIdentity;
import pmon.api.process.Signal;
import pmon.api.spi.kernel.Adoption;
import pmon.api.spi.kernel.ChildKey;
import pmon.api.spi.kernel.KernelSettings;
import pmon.os.linux.proc.Proc;
import pmon.os.linux.proc.ProcStat;
import pmon.testkit.kernel.KernelBench;

/** Processes that another JVM started are taken over while that one still is their parent, as PID 1 is after a crash. */
@Timeout(60)
final class AdoptedElsewhereTest {
    private static final ChildKey KEY = new ChildKey(1, 1);

    @TempDir
    private Path directory;

    private final String mark = UUID.randomUUID().toString();
    private KernelBench bench;

    @BeforeEach
    void open() {
        bench = new KernelBench(LinuxKernel.open(new KernelSettings("new" + mark, OptionalLong.empty())), directory);
    }

    @AfterEach
    void close() {
        bench.kernel().signalTree(KEY, Signal.KILL);
        bench.close();
    }

    /** Another daemon and the child it started. */
    record Elsewhere(Process daemon, BufferedReader output, ProcessIdentity child) implements AutoCloseable {
        static Elsewhere start(Path directory, String mark, String script) throws IOException {
            Process daemon = new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin", "java")
                                    .toString(),
                            "-XX:TieredStopAtLevel=1",
                            "-XX:+UseSerialGC",
                            "--enable-native-access=ALL-UNNAMED",
                            "-cp",
                            System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                            AnotherDaemon.class.getName(),
                            directory.toString(),
                            mark,
                            script)
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start();
            BufferedReader output = daemon.inputReader();
            String[] words = output.readLine().split(" ", -1);
            var child = new ProcessIdentity(Integer.parseInt(words[0]), Long.parseLong(words[1]), words[2]);
            return new Elsewhere(daemon, output, child);
        }

        @Override
        public void close() {
            daemon.destroyForcibly().onExit().join();
        }
    }

    @Test
    void exitIsNoticedThoughSomebodyElseReapsIt() throws IOException {
        try (var elsewhere = Elsewhere.start(directory, mark, "exec sleep 1000")) {
            assertThat(bench.kernel().adopt(KEY, elsewhere.child(), bench.self()))
                    .isEqualTo(new Adoption.Adopted(elsewhere.child()));
            assertThat(bench.kernel().usage(elsewhere.child())).isPresent();
            assertThat(bench.kernel().signalTree(KEY, Signal.TERM)).isTrue();
            ExitStatus status = bench.exit(KEY).status();
            assertThat(status).isInstanceOfAny(ExitStatus.Unknown.class, ExitStatus.Signaled.class);
            assertThat(elsewhere.output().readLine()).isEqualTo("reaped");
            if (status instanceof ExitStatus.Unknown && kernelTellsExits()) {
                assertThat(bench.exitLearned(KEY).status())
                        .isInstanceOfSatisfying(
                                ExitStatus.Signaled.class,
                                signaled -> assertThat(signaled.signal()).isEqualTo(15));
            }
        }
    }

    /** PIDFD_INFO_EXIT came with Linux 6.15. */
    static boolean kernelTellsExits() {
        String[] version = System.getProperty("os.version").split("[^0-9]", 3);
        int major = Integer.parseInt(version[0]);
        return major > 6 || (major == 6 && Integer.parseInt(version[1]) >= 15);
    }

    @Test
    void zombieOfAnotherParentIsNotTakenOver() throws IOException {
        // Whoever the shell becomes does not know of the child that it started, so it cannot wait for it. The pid is
        // told only then: the first shell would still collect a child that is killed before it becomes another.
        Process parent =
                new ProcessBuilder("/bin/sh", "-c", "sleep 1000 & exec sh -c \"echo $!; exec sleep 1000\"").start();
        try (BufferedReader output = parent.inputReader()) {
            int pid = Integer.parseInt(output.readLine());
            ProcStat child = Proc.stat(pid).orElseThrow();
            ProcessHandle.of(pid).ifPresent(ProcessHandle::destroyForcibly);
            while (!Proc.stat(pid).orElseThrow().dead()) {
                Thread.onSpinWait();
            }
            var zombie = new ProcessIdentity(
                    pid, child.startTicks(), bench.kernel().self().bootId());
            assertThat(bench.kernel().adopt(KEY, zombie, bench.self())).isEqualTo(new Adoption.Gone());
            assertThat(bench.kernel().usage(zombie)).isEmpty();
        } finally {
            parent.destroyForcibly();
        }
    }

    @Test
    void markedProcessIsFound() throws IOException {
        try (var elsewhere = Elsewhere.start(directory, mark, "exec sleep 1000")) {
            assertThat(bench.kernel().adoptMarked(KEY, mark, bench.self()))
                    .isEqualTo(new Adoption.Adopted(elsewhere.child()));
            bench.kernel().signalTree(KEY, Signal.KILL);
            bench.exit(KEY);
        }
    }

    @Test
    void orphansOfAnAdoptedProcessAreFoundWhereTheyWent() throws IOException {
        Path ready = bench.fifo("ready");
        try (var elsewhere =
                Elsewhere.start(directory, mark, "(setsid sleep 1000 & echo $! > ready); read line < go; exit 0")) {
            Path go = bench.fifo("go");
            long orphan = Long.parseLong(KernelBench.line(ready));
            bench.kernel().adopt(KEY, elsewhere.child(), bench.self());
            bench.kernel().signalMain(KEY, Signal.KILL);
            assertThat(bench.exit(KEY).treeEmpty()).isFalse();
            assertThat(ProcessHandle.of(orphan)).isPresent();
            assertThat(bench.kernel().signalTree(KEY, Signal.KILL)).isTrue();
            bench.treeEmpty(KEY);
            assertThat(go).exists();
        }
    }

    @Test
    void processWhoseDaemonDiesIsStillWatched() throws IOException {
        try (var elsewhere = Elsewhere.start(directory, mark, "exec sleep 1000")) {
            bench.kernel().adopt(KEY, elsewhere.child(), bench.self());
            elsewhere.daemon().destroyForcibly().onExit().join();
            assertThat(bench.hasEvent(KEY)).isFalse();
            bench.kernel().signalTree(KEY, Signal.KILL);
            bench.exit(KEY);
        }
    }
}
