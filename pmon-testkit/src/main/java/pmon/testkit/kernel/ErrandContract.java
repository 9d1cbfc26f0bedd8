package pmon.testkit.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.Test;
import pmon.api.process.ExitStatus;
import pmon.api.spi.kernel.Errand;
import pmon.api.spi.kernel.ErrandResult;
import pmon.api.spi.kernel.SpawnCommand;
import pmon.api.spi.kernel.SpawnResult.Cause;

/** What is done for the daemon itself. */
public interface ErrandContract extends Contract {
    private Errand errand(String file, List<String> args, String input, Duration timeout, int maxOutputBytes) {
        return new Errand(
                file,
                args,
                Map.of("PATH", "/usr/bin:/bin", "WHO", "errand"),
                bench().path(".").normalize().toString(),
                bench().self(),
                input,
                timeout,
                maxOutputBytes);
    }

    private Errand shell(String script, String input, int maxOutputBytes) {
        return errand("/bin/sh", List.of("-c", script), input, KernelBench.PATIENCE, maxOutputBytes);
    }

    private ErrandResult.Ended ended(Errand errand) {
        return assertInstanceOf(ErrandResult.Ended.class, bench().kernel().run(errand));
    }

    private static int code(ErrandResult.Ended ended) {
        return assertInstanceOf(ExitStatus.Exited.class, ended.exit()).code();
    }

    @Test
    default void errandTellsItsOutputAndExitCode() {
        ErrandResult.Ended ended = ended(shell("echo to output; echo to error >&2; exit 3", "", 100));
        assertEquals("to output\nto error\n", ended.output());
        assertEquals(3, code(ended));
    }

    @Test
    default void errandGetsArgumentsEnvironmentAndDirectory() {
        Errand errand = errand(
                "/bin/sh",
                List.of("-c", "echo \"$1\" $WHO $(pwd -P) ${PMON_INSTANCE-unmarked}", "sh", "two words"),
                "",
                KernelBench.PATIENCE,
                1_000);
        String directory = ended(shell("pwd -P", "", 1_000)).output();
        assertEquals(
                "two words errand " + directory.strip() + " unmarked\n",
                ended(errand).output());
    }

    @Test
    default void errandReadsItsInput() {
        String input = "grün ".repeat(40_000);
        assertEquals(input, ended(shell("cat", input, 1_000_000)).output());
    }

    @Test
    default void inputThatNobodyReadsIsNoMatter() {
        ErrandResult.Ended ended = ended(shell("exit 0", "x".repeat(1 << 20), 10));
        assertEquals(0, code(ended));
    }

    @Test
    default void outputBeyondTheBoundIsThrownAway() {
        ErrandResult.Ended ended = ended(shell("head -c 300000 /dev/zero | tr '\\0' a; exit 4", "", 10));
        assertEquals("aaaaaaaaaa", ended.output());
        assertEquals(4, code(ended));
    }

    @Test
    default void errandThatTakesTooLongIsKilledWithItsGroup() {
        ErrandResult result = bench().kernel()
                .run(errand("/bin/sh", List.of("-c", "sleep 1000 & echo $! && wait"), "", Duration.ofSeconds(2), 100));
        String output = assertInstanceOf(ErrandResult.TimedOut.class, result).output();
        KernelBench.awaitGone(Long.parseLong(output.strip()));
    }

    @Test
    default void whatAnErrandLeavesBehindIsNotWaitedFor() {
        ErrandResult.Ended ended = ended(shell("sleep 1000 & echo $!", "", 100));
        assertEquals(0, code(ended));
        ProcessHandle left =
                ProcessHandle.of(Long.parseLong(ended.output().strip())).orElseThrow();
        assertTrue(left.isAlive());
        left.destroyForcibly();
        KernelBench.awaitGone(left.pid());
    }

    @Test
    default void errandThatCannotBeStartedIsRefused() throws IOException {
        assertEquals(Cause.NO_SUCH_FILE, refusal(bench().path("missing").toString()));
        assertEquals(
                Cause.NOT_EXECUTABLE,
                refusal(Files.createFile(bench().path("plain")).toString()));
    }

    @Test
    default void errandOfUnknownFormatIsRefused() throws IOException {
        needs(Capability.EXACT_FORMAT);
        assertEquals(
                Cause.NOT_EXECUTABLE,
                refusal(bench().script("formless", "echo hello\n").toString()));
    }

    private Cause refusal(String file) {
        ErrandResult result = bench().kernel().run(errand(file, List.of(), "", KernelBench.PATIENCE, 10));
        return assertInstanceOf(ErrandResult.NotStarted.class, result).why().cause();
    }

    @Test
    default void errandsAndProgramsKeepTheirOwnExits() throws InterruptedException, ExecutionException {
        List<FutureTask<ErrandResult.Ended>> errands = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            int code = i;
            var task = new FutureTask<>(() -> ended(shell("exit " + code, "", 10)));
            errands.add(task);
            Thread.ofPlatform().start(task);
        }
        SpawnCommand program = bench().shell("exit 99");
        ExitStatus exit = bench().run(program);
        assertEquals(99, assertInstanceOf(ExitStatus.Exited.class, exit).code());
        for (int i = 0; i < errands.size(); i++) {
            assertEquals(i, code(errands.get(i).get()));
        }
    }
}
