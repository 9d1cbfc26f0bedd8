package pmon.os.linux;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import pmon.api.process.ProcessIdentity;
import pmon.api.process.Signal;
import pmon.api.spi.kernel.Errand;
import pmon.api.spi.kernel.ErrandResult;
import pmon.api.spi.kernel.Kernel;
import pmon.api.spi.kernel.KernelSettings;
import pmon.api.spi.kernel.SpawnCommand;
import pmon.testkit.kernel.KernelBench;

/** Checks are gone when their program is, and with it whatever they have started, also where no control group can be made. */
@Timeout(60)
final class GuestsTest {
    @TempDir
    private Path directory;

    /** No group is named after what may not be in the name of one. */
    private final String mark = "no_group_" + UUID.randomUUID();

    private KernelBench bench;
    private SpawnCommand program;
    private ProcessIdentity main;

    @BeforeEach
    void start() {
        bench = new KernelBench(open(), directory);
        program = bench.shell("exec sleep 1000");
        main = bench.start(program);
    }

    @AfterEach
    void close() {
        bench.close();
    }

    @Test
    void oneThatRunsWhenItsProgramEndsIsKilledWithAllItHasStarted() throws Exception {
        FutureTask<ErrandResult> check =
                check("setsid sleep 1000 & echo $! > hidden; echo $$ > main; wait", bench.kernel());
        long hidden = pid("hidden");
        long shell = pid("main");
        bench.kernel().signalMain(program.key(), Signal.KILL);
        bench.exit(program.key());
        assertThat(check.get()).isInstanceOf(ErrandResult.Ended.class);
        KernelBench.awaitGone(hidden);
        KernelBench.awaitGone(shell);
    }

    @Test
    void oneThatTakesTooLongIsKilledWithAllItHasStarted() throws Exception {
        ErrandResult result =
                bench.kernel().run(errand("setsid sleep 1000 & echo $! > hidden; wait", Duration.ofSeconds(2)));
        assertThat(result).isInstanceOf(ErrandResult.TimedOut.class);
        KernelBench.awaitGone(pid("hidden"));
    }

    @Test
    void whatOneHasLeftBehindEndsWithItsProgram() throws Exception {
        assertThat(check("setsid sleep 1000 >/dev/null 2>&1 & echo $! > hidden", bench.kernel())
                        .get())
                .isInstanceOf(ErrandResult.Ended.class);
        long hidden = pid("hidden");
        assertThat(ProcessHandle.of(hidden)).isPresent();
        bench.kernel().signalTree(program.key(), Signal.KILL);
        if (!bench.exit(program.key()).treeEmpty()) {
            bench.treeEmpty(program.key());
        }
        KernelBench.awaitGone(hidden);
    }

    @Test
    void oneThatRunsWhenItsProgramIsLetGoOfIsKilledAndTheProgramIsNot() throws Exception {
        FutureTask<ErrandResult> check = check("echo $$ > main; exec sleep 1000", bench.kernel());
        long shell = pid("main");
        bench.kernel().release(program.key());
        check.get();
        KernelBench.awaitGone(shell);
        assertThat(ProcessHandle.of(main.pid())).isPresent();
        ProcessHandle.of(main.pid()).ifPresent(ProcessHandle::destroyForcibly);
    }

    @Test
    void whatAnEarlierDaemonLeftIsEndedByTheNext() throws Exception {
        check("setsid sleep 1000 >/dev/null 2>&1 & echo $! > hidden", bench.kernel())
                .get();
        long hidden = pid("hidden");
        try (Kernel next = open()) {
            KernelBench.awaitGone(hidden);
            assertThat(next.usage(main)).as("its program lives").isPresent();
        }
    }

    private Kernel open() {
        return LinuxKernel.open(new KernelSettings(mark, OptionalLong.empty()));
    }

    private FutureTask<ErrandResult> check(String script, Kernel kernel) {
        FutureTask<ErrandResult> check = new FutureTask<>(() -> kernel.run(errand(script, KernelBench.PATIENCE)));
        Thread.ofPlatform().daemon().start(check);
        return check;
    }

    private Errand errand(String script, Duration timeout) {
        return new Errand(
                "/bin/sh",
                List.of("-c", script),
                Map.of("PATH", "/usr/bin:/bin"),
                directory.toString(),
                bench.self(),
                "",
                timeout,
                main,
                100);
    }

    /** What a script has written into a file, once it has. */
    private long pid(String file) throws IOException {
        Path path = directory.resolve(file);
        while (!Files.exists(path) || !Files.readString(path).endsWith("\n")) {
            Thread.onSpinWait();
        }
        return Long.parseLong(Files.readString(path).strip());
    }
}
