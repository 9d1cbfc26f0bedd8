package pmon.testkit.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.Test;
import pmon.api.spi.kernel.SpawnCommand;
import pmon.api.spi.kernel.SpawnCommand.Output;
import pmon.api.spi.kernel.SpawnResult.Cause;
import pmon.api.spi.kernel.SpawnResult.Refused;

/** What cannot be started, and what is said about it. */
public interface RefusalContract extends Contract {
    private Refused refusalOf(Path file) {
        return bench().refusal(bench().command(file.toString(), List.of(), new Output.Discard()));
    }

    @Test
    default void missingFileIsRefused() {
        Path missing = bench().path("web");
        assertEquals(new Refused(Cause.NO_SUCH_FILE, missing + ": no such file"), refusalOf(missing));
    }

    @Test
    default void directoryIsRefused() {
        Path directory = bench().path(".");
        assertEquals(new Refused(Cause.NOT_EXECUTABLE, directory + ": is a directory"), refusalOf(directory));
    }

    @Test
    default void fileThatIsNotExecutableIsRefused() throws IOException {
        Path file = Files.createFile(bench().path("web"));
        Refused refused = refusalOf(file);
        assertEquals(Cause.NOT_EXECUTABLE, refused.cause());
        assertTrue(refused.message().startsWith(file + ": permission denied"), refused.message());
    }

    @Test
    default void fileBelowAFileIsRefused() throws IOException {
        Path file = Files.createFile(bench().path("web"));
        assertEquals(Cause.NO_SUCH_FILE, refusalOf(file.resolve("further")).cause());
    }

    @Test
    default void scriptWithoutItsInterpreterIsRefused() throws IOException {
        Path script = bench().script("web", "#!/no/such/interpreter -x\n");
        Refused refused = refusalOf(script);
        assertEquals(Cause.NOT_EXECUTABLE, refused.cause());
        assertTrue(refused.message().contains(script.toString()), refused.message());
    }

    @Test
    default void textWithoutInterpreterIsRefused() throws IOException {
        needs(Capability.EXACT_FORMAT);
        Path text = bench().script("web", "echo hello\n");
        assertEquals(
                new Refused(Cause.NOT_EXECUTABLE, text + ": not an executable file or a script without #! line"),
                refusalOf(text));
    }

    @Test
    default void missingDirectoryIsRefused() {
        SpawnCommand command = bench().shell("true");
        Path missing = bench().path("missing");
        Refused refused = bench().refusal(in(missing, command));
        assertEquals(new Refused(Cause.BAD_DIRECTORY, missing + ": no such directory"), refused);
    }

    @Test
    default void fileAsDirectoryIsRefused() throws IOException {
        SpawnCommand command = bench().shell("true");
        Path file = Files.createFile(bench().path("file"));
        assertEquals(new Refused(Cause.BAD_DIRECTORY, file + ": not a directory"), bench().refusal(in(file, command)));
    }

    private static SpawnCommand in(Path directory, SpawnCommand command) {
        return new SpawnCommand(
                command.key(),
                command.file(),
                command.args(),
                command.environment(),
                directory.toString(),
                command.user(),
                command.output());
    }

    @Test
    default void nulInAnArgumentIsRefused() {
        SpawnCommand command = bench().command("/bin/echo", List.of("a\0b"), new Output.Discard());
        assertEquals(Cause.OTHER, bench().refusal(command).cause());
    }

    @Test
    default void argumentsThatAreTooLongAreRefused() {
        SpawnCommand command = bench().command("/bin/echo", List.of("x".repeat(8 << 20)), new Output.Discard());
        assertEquals(Cause.OTHER, bench().refusal(command).cause());
    }

    private Refused refusalOfLog(Path log) {
        SpawnCommand command = bench().command("/bin/echo", List.of("x"), new Output.AppendTo(log.toString(), 0600));
        Refused refused = bench().refusal(command);
        assertEquals(Cause.BAD_OUTPUT, refused.cause());
        assertTrue(refused.message().startsWith(log + ": "), refused.message());
        return refused;
    }

    @Test
    default void symbolicLinkAsLogIsRefused() throws IOException {
        Path target = Files.createFile(bench().path("target"));
        refusalOfLog(Files.createSymbolicLink(bench().path("log"), target));
        assertEquals(0, Files.size(target));
    }

    @Test
    default void danglingLinkAsLogIsRefused() throws IOException {
        Path target = bench().path("target");
        refusalOfLog(Files.createSymbolicLink(bench().path("log"), target));
        assertFalse(Files.exists(target, LinkOption.NOFOLLOW_LINKS));
    }

    @Test
    default void directoryAsLogIsRefused() throws IOException {
        refusalOfLog(Files.createDirectory(bench().path("log")));
    }

    @Test
    default void fifoAsLogIsRefusedWithoutWaitingForAReader() {
        refusalOfLog(bench().fifo("log"));
    }

    @Test
    default void deviceAsLogIsRefused() {
        refusalOfLog(Path.of("/dev/null"));
    }

    @Test
    default void logInAMissingDirectoryIsRefused() {
        refusalOfLog(bench().path("missing").resolve("log"));
    }

    @Test
    default void nothingIsStartedWhenTheLogIsRefused() throws IOException {
        Path log = Files.createDirectory(bench().path("log"));
        SpawnCommand command =
                bench().command("/bin/sh", List.of("-c", "touch started"), new Output.AppendTo(log.toString(), 0600));
        bench().refusal(command);
        assertFalse(bench().hasEvent(command.key()));
        assertFalse(Files.exists(bench().path("started")));
    }

    @Test
    default void refusedKeyCanBeUsedAgain() throws IOException {
        Path script = bench().path("web");
        SpawnCommand command = bench().command(script.toString(), List.of(), new Output.Discard());
        bench().refusal(command);
        Files.writeString(script, "#!/bin/sh\nexit 0\n");
        Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwxr-xr-x"));
        assertTrue(bench().run(command).success());
    }
}
