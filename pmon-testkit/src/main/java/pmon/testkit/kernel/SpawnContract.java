package pmon.testkit.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import pmon.api.process.ExecutionSettings.ResourceLimit;
import pmon.api.process.ExitStatus;
import pmon.api.spi.kernel.KernelSettings;
import pmon.api.spi.kernel.SpawnCommand;
import pmon.api.spi.kernel.SpawnCommand.Output;
import pmon.api.spi.kernel.SpawnResult;

/** What a child gets. */
public interface SpawnContract extends Contract {
    @Test
    default void identityIsTheChilds() throws IOException {
        SpawnCommand command = bench().shell("echo $$ > pid");
        int pid = bench().start(command).pid();
        bench().exit(command.key());
        assertEquals(pid + "\n", Files.readString(bench().path("pid")));
    }

    @Test
    default void argumentsArriveAsTheyAre() throws IOException {
        Path script = bench().script("arguments", "#!/bin/sh\nprintf '[%s]' \"$0\" \"$@\"\n");
        assertEquals(
                "[" + script + "][one two][][\"three\"][$HOME][new\nline][ä€😀]",
                bench().output(script.toString(), "one two", "", "\"three\"", "$HOME", "new\nline", "ä€😀"));
    }

    @Test
    default void environmentIsTheGivenOneAndTheMark() throws IOException {
        String output = bench().output(
                        "/usr/bin/env",
                        List.of(),
                        command -> with(command, Map.of("A", "1 2", "EMPTY", "", "E", "x=y")));
        Set<String> lines = new TreeSet<>(output.lines().toList());
        Set<String> marks = new TreeSet<>(lines);
        marks.removeAll(Set.of("A=1 2", "EMPTY=", "E=x=y"));
        assertEquals(4, lines.size(), output);
        assertEquals(1, marks.size(), output);
        String entry = marks.iterator().next();
        assertTrue(entry.matches(KernelSettings.MARK_VARIABLE + "=" + mark() + ":[0-9]+:1"), entry);
    }

    private static SpawnCommand with(SpawnCommand command, Map<String, String> environment) {
        return new SpawnCommand(
                command.key(),
                command.file(),
                command.args(),
                environment,
                command.directory(),
                command.user(),
                command.output());
    }

    @Test
    default void runsInItsDirectory() throws IOException {
        Path directory = Files.createDirectory(bench().path("home of web"));
        String output = bench().output(
                        "/bin/sh",
                        List.of("-c", "pwd -P"),
                        command -> new SpawnCommand(
                                command.key(),
                                command.file(),
                                command.args(),
                                command.environment(),
                                directory.toString(),
                                command.user(),
                                command.output()));
        assertEquals(directory.toRealPath() + "\n", output);
    }

    @Test
    default void standardInputIsAtItsEnd() {
        assertTrue(bench().run(bench().command("/bin/cat", List.of(), new Output.Discard()))
                .success());
    }

    @Test
    default void bothOutputsAreAppendedToTheFile() throws IOException {
        Path log = Files.writeString(bench().path("web.log"), "before\n");
        bench().run(bench().command(
                        "/bin/sh",
                        List.of("-c", "echo out; echo err >&2; echo out"),
                        new Output.AppendTo(log.toString(), 0600)));
        assertEquals("before\nout\nerr\nout\n", Files.readString(log));
    }

    @Test
    default void writesToTheEndOfAFileThatWasTruncated() throws IOException {
        Path log = bench().path("web.log");
        Path ready = bench().fifo("ready");
        Path go = bench().fifo("go");
        SpawnCommand command = bench().command(
                        "/bin/sh",
                        List.of("-c", "echo before; echo x > ready; read line < go; echo after"),
                        new Output.AppendTo(log.toString(), 0600));
        bench().start(command);
        KernelBench.line(ready);
        Files.writeString(log, "");
        bench().run(bench().shell("echo x > " + go));
        bench().exit(command.key());
        assertEquals("after\n", Files.readString(log));
    }

    @Test
    default void newFileGetsExactlyTheMode() throws IOException {
        Path log = bench().path("web.log");
        bench().run(bench().command("/bin/echo", List.of("x"), new Output.AppendTo(log.toString(), 0662)));
        assertEquals("rw-rw--w-", PosixFilePermissions.toString(Files.getPosixFilePermissions(log)));
    }

    @Test
    default void existingFileKeepsItsMode() throws IOException {
        Path log = Files.createFile(bench().path("web.log"));
        Files.setPosixFilePermissions(log, PosixFilePermissions.fromString("rw-r-----"));
        bench().run(bench().command("/bin/echo", List.of("x"), new Output.AppendTo(log.toString(), 0666)));
        assertEquals("rw-r-----", PosixFilePermissions.toString(Files.getPosixFilePermissions(log)));
    }

    @Test
    default void givesAUmaskOfItsOwn() throws IOException {
        needs(Capability.SETUP);
        assertEquals("0037\n", outputWith(new SpawnCommand.Setup(037, null, Map.of()), "umask"));
        assertEquals("0022\n", outputWith(SpawnCommand.Setup.USUAL, "umask"));
    }

    @Test
    default void givesANiceValue() throws IOException {
        needs(Capability.SETUP);
        int usual =
                Integer.parseInt(outputWith(SpawnCommand.Setup.USUAL, "nice").strip());
        assertEquals(
                Math.min(usual + 3, 19) + "\n",
                outputWith(new SpawnCommand.Setup(null, Math.min(usual + 3, 19), Map.of()), "nice"));
    }

    @Test
    default void givesResourceLimitsThatHoldFromTheFirstInstruction() throws IOException {
        needs(Capability.SETUP);
        Map<String, ResourceLimit> limits =
                Map.of("nofile", new ResourceLimit(60, 70), "core", new ResourceLimit(0, 0));
        assertEquals(
                "60\n70\n0\n",
                outputWith(new SpawnCommand.Setup(null, null, limits), "ulimit -S -n; ulimit -H -n; ulimit -H -c"));
    }

    @Test
    default void passesArgumentsAsTheyAreToAChildOutOfTheUsual() throws IOException {
        needs(Capability.SETUP);
        SpawnCommand.Setup all = new SpawnCommand.Setup(027, 19, Map.of("nofile", new ResourceLimit(64, 64)));
        String output = bench().output(
                        "/bin/sh",
                        List.of("-c", "printf '<%s>' \"$0\" \"$@\"", "-n", "; id", "$HOME", "", "--x=1 2"),
                        command -> bench().with(all, command));
        assertEquals("<-n><; id><$HOME><><--x=1 2>", output);
    }

    @Test
    default void refusesALimitThatDoesNotExist() {
        needs(Capability.SETUP);
        SpawnCommand.Setup odd = new SpawnCommand.Setup(null, null, Map.of("moon", new ResourceLimit(1, 1)));
        assertEquals(
                "/bin/sh: there is no limit named moon",
                bench().refusal(bench().with(odd, bench().shell("true"))).message());
    }

    @Test
    default void refusesAMissingFileThoughTheChildIsOutOfTheUsual() {
        needs(Capability.SETUP);
        SpawnCommand.Setup limited = new SpawnCommand.Setup(null, null, Map.of("nofile", new ResourceLimit(64, 64)));
        SpawnCommand missing = bench().command("/no/such/file", List.of(), new Output.Discard());
        assertEquals(
                SpawnResult.Cause.NO_SUCH_FILE,
                bench().refusal(bench().with(limited, missing)).cause());
    }

    private String outputWith(SpawnCommand.Setup setup, String script) throws IOException {
        return bench().output("/bin/sh", List.of("-c", script), command -> bench().with(setup, command));
    }

    @Test
    default void umaskIs022() throws IOException {
        needs(Capability.UMASK);
        assertEquals("0022\n", bench().output("/bin/sh", "-c", "umask"));
    }

    @Test
    default void exitCodeIsTold() {
        for (int code : List.of(0, 1, 3, 127)) {
            assertEquals(code, ((ExitStatus.Exited) bench().run(bench().shell("exit " + code))).code());
        }
    }

    @Test
    default void highExitCodeIsNotTakenForASignal() {
        needs(Capability.EXACT_STATUS);
        assertEquals(143, ((ExitStatus.Exited) bench().run(bench().shell("exit 143"))).code());
        assertEquals(255, ((ExitStatus.Exited) bench().run(bench().shell("exit 255"))).code());
    }

    @Test
    default void signalThatEndedItIsTold() {
        assertEquals(9, ((ExitStatus.Signaled) bench().run(bench().shell("kill -9 $$"))).signal());
        assertEquals(15, ((ExitStatus.Signaled) bench().run(bench().shell("kill $$"))).signal());
    }
}
