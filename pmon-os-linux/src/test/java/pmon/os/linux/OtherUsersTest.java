package pmon.os.linux;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import pmon.api.process.Account;
import pmon.api.process.ExecutionSettings.ResourceLimit;
import pmon.api.process.ExitStatus;
import pmon.api.process.Signal;
import pmon.api.spi.kernel.Access;
import pmon.api.spi.kernel.FileText;
import pmon.api.spi.kernel.KernelSettings;
import pmon.api.spi.kernel.SpawnCommand;
import pmon.api.spi.kernel.SpawnCommand.Output;
import pmon.api.spi.kernel.SpawnResult.Cause;
import pmon.api.spi.kernel.SpawnResult.Refused;
import pmon.os.linux.proc.Proc;
import pmon.testkit.kernel.KernelBench;

/** A daemon of root that runs programs of others. Left out unless root runs it. */
@Timeout(60)
final class OtherUsersTest {
    // Source: linux/capability.h
    private static final int CAP_SYS_NICE = 23;
    private static final int CAP_SYS_RESOURCE = 24;

    @TempDir
    private Path directory;

    private Path logs;
    private KernelBench bench;
    private Account nobody;

    @BeforeEach
    void open() throws IOException {
        assumeTrue(Files.getAttribute(directory, "unix:uid").equals(0), "only root can run as others");
        mode(directory, "rwxr-xr-x");
        logs = Files.createDirectory(directory.resolve("logs"));
        mode(logs, "rwx------");
        bench = new KernelBench(
                LinuxKernel.open(new KernelSettings("test", OptionalLong.empty(), Optional.of(logs.toString()))),
                directory);
        nobody = bench.kernel().accounts().byName("nobody").orElseThrow();
    }

    @AfterEach
    void close() {
        if (bench != null) {
            bench.close();
        }
    }

    private static Path mode(Path file, String permissions) throws IOException {
        return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(permissions));
    }

    private SpawnCommand asNobody(SpawnCommand command, Map<String, String> environment) {
        return new SpawnCommand(
                command.key(),
                command.file(),
                command.args(),
                environment,
                command.directory(),
                nobody,
                command.output(),
                command.setup());
    }

    private SpawnCommand asNobody(SpawnCommand command) {
        return asNobody(command, command.environment());
    }

    private String outputOfNobody(String file, String... args) throws IOException {
        return bench.output(file, List.of(args), this::asNobody);
    }

    @Test
    void childIsTheUserEntirely() throws IOException {
        List<String> status =
                outputOfNobody("/bin/cat", "/proc/self/status").lines().toList();
        String uid = Long.toString(nobody.uid());
        String gid = Long.toString(nobody.gid());
        assertThat(status).contains("Uid:\t" + String.join("\t", uid, uid, uid, uid));
        assertThat(status).contains("Gid:\t" + String.join("\t", gid, gid, gid, gid));
        assertThat(status).contains("Groups:\t" + gid + " ");
        assertThat(status).contains("CapEff:\t0000000000000000", "CapPrm:\t0000000000000000");
    }

    @Test
    void filesAreReadWithTheUsersRights() throws IOException {
        Path secret = mode(Files.writeString(directory.resolve("secret"), "A=1"), "rw-------");
        Path open = mode(Files.writeString(directory.resolve("open"), "B=2"), "rw-r--r--");
        assertThat(bench.kernel().read(secret.toString(), nobody, 100)).isEqualTo(new FileText.Denied());
        assertThat(bench.kernel().read(open.toString(), nobody, 100)).isEqualTo(new FileText.Read("B=2"));
        assertThat(bench.kernel().read(secret.toString(), bench.self(), 100)).isEqualTo(new FileText.Read("A=1"));
    }

    @Test
    void childKeepsThePidAndTheExitCode() throws IOException {
        mode(Files.createFile(bench.path("pid")), "rw-rw-rw-");
        SpawnCommand command = asNobody(bench.shell("echo $$ > pid; exit 9"));
        int pid = bench.start(command).pid();
        assertThat(((ExitStatus.Exited) bench.exit(command.key()).status()).code())
                .isEqualTo(9);
        assertThat(Files.readString(bench.path("pid"))).isEqualTo(pid + "\n");
    }

    @Test
    void childAndItsTreeAreSignalled() {
        Path ready = bench.fifo("ready");
        SpawnCommand command = asNobody(bench.shell("(setsid sleep 1000 & echo $! > ready); exec sleep 1000"));
        bench.start(command);
        long orphan = Long.parseLong(KernelBench.line(ready));
        bench.kernel().signalTree(command.key(), Signal.KILL);
        if (!bench.exit(command.key()).treeEmpty()) {
            bench.treeEmpty(command.key());
        }
        assertThat(bench.kernel().signalTree(command.key(), Signal.KILL)).isFalse();
        KernelBench.awaitGone(orphan);
    }

    @Test
    void newLogBelongsToTheUserWithExactlyTheMode() throws IOException {
        mode(directory, "rwxrwxrwx");
        Path log = bench.path("nobody.log");
        bench.run(asNobody(bench.command("/bin/echo", List.of("x"), new Output.AppendTo(log.toString(), 0640))));
        assertThat(log).hasContent("x");
        assertThat(Files.getAttribute(log, "unix:uid")).isEqualTo((int) nobody.uid());
        assertThat(Files.getAttribute(log, "unix:gid")).isEqualTo((int) nobody.gid());
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(log)))
                .isEqualTo("rw-r-----");
    }

    @Test
    void logWhereTheUserMayNotWriteIsRefused() {
        Path log = bench.path("nobody.log");
        Refused refused = bench.refusal(
                asNobody(bench.command("/bin/echo", List.of("x"), new Output.AppendTo(log.toString(), 0640))));
        assertThat(refused).isEqualTo(new Refused(Cause.BAD_OUTPUT, log + ": permission denied"));
        assertThat(log).doesNotExist();
    }

    @Test
    void logOfRootIsNotWrittenForTheUser() throws IOException {
        mode(directory, "rwxrwxrwx");
        Path log = mode(Files.createFile(bench.path("root.log")), "rw-------");
        bench.refusal(asNobody(bench.command("/bin/echo", List.of("x"), new Output.AppendTo(log.toString(), 0640))));
        assertThat(log).isEmptyFile();
    }

    @Test
    void logInTheDaemonsOwnDirectoryIsGivenToTheUser() throws IOException {
        Path log = logs.resolve("nobody.log");
        bench.run(asNobody(bench.command("/bin/echo", List.of("x"), new Output.AppendTo(log.toString(), 0600))));
        assertThat(log).hasContent("x");
        assertThat(Files.getAttribute(log, "unix:uid")).isEqualTo((int) nobody.uid());
        bench.run(asNobody(bench.command("/bin/echo", List.of("y"), new Output.AppendTo(log.toString(), 0600))));
        assertThat(log).hasContent("x\ny");
    }

    @Test
    void logOfAnotherUserInTheDaemonsOwnDirectoryIsRefused() throws IOException {
        Path log = Files.createFile(logs.resolve("root.log"));
        Refused refused = bench.refusal(
                asNobody(bench.command("/bin/echo", List.of("x"), new Output.AppendTo(log.toString(), 0600))));
        assertThat(refused.message()).isEqualTo(log + ": belongs to another user than nobody");
        assertThat(log).isEmptyFile();
    }

    @Test
    void theDaemonIsItselfAgainAfterwards() throws IOException {
        bench.kernel().executable("/bin/sh", nobody);
        bench.run(asNobody(bench.shell("true")));
        List<String> status = Files.readAllLines(Path.of("/proc/thread-self/status"));
        assertThat(status).contains("Uid:\t0\t0\t0\t0", "Gid:\t0\t0\t0\t0");
        assertThat(status)
                .filteredOn(line -> line.startsWith("CapEff:"))
                .allSatisfy(line -> assertThat(
                                Long.parseUnsignedLong(line.substring(8).strip(), 16))
                        .isNotZero());
        assertThat(Files.createFile(logs.resolve("still-root"))).exists();
    }

    @Test
    void accessIsCheckedAsTheUser() throws IOException {
        Path secret = mode(bench.script("secret", "#!/bin/sh\n"), "rwx------");
        Path plain = bench.script("plain", "#!/bin/sh\n");
        assertThat(bench.kernel().executable(secret.toString(), nobody)).isEqualTo(Access.DENIED);
        assertThat(bench.kernel().executable(secret.toString(), bench.self())).isEqualTo(Access.GRANTED);
        assertThat(bench.kernel().executable(plain.toString(), nobody)).isEqualTo(Access.GRANTED);
        assertThat(bench.kernel().directory(logs.toString(), nobody)).isEqualTo(Access.DENIED);
        assertThat(bench.kernel().directory(directory.toString(), nobody)).isEqualTo(Access.GRANTED);
        assertThat(bench.kernel().executable(logs.resolve("hidden").toString(), nobody))
                .isEqualTo(Access.DENIED);
    }

    private Refused refusalOfFile(Path file) {
        return bench.refusal(asNobody(bench.command(file.toString(), List.of(), new Output.Discard())));
    }

    @Test
    void whatTheUserMayNotExecuteIsRefusedAtOnce() throws IOException {
        Path secret = mode(bench.script("secret", "#!/bin/sh\n"), "rwx------");
        assertThat(refusalOfFile(secret))
                .isEqualTo(new Refused(Cause.NOT_EXECUTABLE, secret + ": permission denied to user nobody"));
        assertThat(refusalOfFile(bench.path("missing")).cause()).isEqualTo(Cause.NO_SUCH_FILE);
        assertThat(refusalOfFile(bench.script("broken", "#!/no/such/interpreter\n"))
                        .message())
                .endsWith("broken: its interpreter /no/such/interpreter: no such file");
    }

    @Test
    void directoryTheUserMayNotEnterIsRefusedAtOnce() {
        SpawnCommand command = bench.shell("true");
        Refused refused = bench.refusal(new SpawnCommand(
                command.key(), command.file(), command.args(), Map.of(), logs.toString(), nobody, command.output()));
        assertThat(refused.cause()).isEqualTo(Cause.BAD_DIRECTORY);
    }

    @Test
    void textWithoutInterpreterIsRefusedUnlessTheKernelMayKnowIt() throws IOException {
        assumeTrue(Files.notExists(Path.of("/proc/sys/fs/binfmt_misc/register")), "binfmt_misc may know any format");
        assertThat(refusalOfFile(bench.script("text", "echo hello\n")).cause()).isEqualTo(Cause.NOT_EXECUTABLE);
    }

    @Test
    void aNiceValueThatOnlyRootMayGiveIsGiven() throws IOException {
        assumeTrue(Proc.capable(CAP_SYS_NICE), "CAP_SYS_NICE is needed");
        SpawnCommand.Setup setup = new SpawnCommand.Setup(
                077, -5, Map.of("core", new ResourceLimit(0, 0), "nofile", new ResourceLimit(50, 60)));
        String output = bench.output(
                "/bin/sh",
                List.of("-c", "id -un; umask; nice; ulimit -H -c; ulimit -S -n"),
                command -> bench.with(setup, asNobody(command)));
        assertThat(output.lines()).containsExactly("nobody", "0077", "-5", "0", "50");
    }

    @Test
    void aHardLimitThatTheKernelWillNotRaiseIsRefusedAtOnce() {
        assumeFalse(Proc.capable(CAP_SYS_RESOURCE), "with CAP_SYS_RESOURCE all can be raised");
        SpawnCommand.Setup setup = new SpawnCommand.Setup(
                null, null, Map.of("memlock", new ResourceLimit(ResourceLimit.UNLIMITED, ResourceLimit.UNLIMITED)));
        assertThat(bench.refusal(bench.with(setup, bench.shell("true"))).cause())
                .isEqualTo(Cause.NOT_PERMITTED);
    }

    @Test
    void environmentOfTheUserIsNotObeyedByWhatPreparesItsProgram() throws IOException {
        Map<String, String> environment = Map.of("PATH", "/usr/bin:/bin", "LD_PRELOAD", "/no/such/library.so");
        SpawnCommand.Setup setup = new SpawnCommand.Setup(null, 5, Map.of("nofile", new ResourceLimit(50, 60)));
        String output = bench.output(
                "/bin/sh",
                List.of("-c", "echo $LD_PRELOAD"),
                command -> bench.with(setup, asNobody(command, environment)));
        assertThat(output.lines().filter(line -> line.contains("cannot be preloaded")))
                .hasSize(1);
    }

    @Test
    void environmentOfTheUserIsNotObeyedByRoot() throws IOException {
        // The dynamic loader complains about this once for each program that obeys it.
        Map<String, String> environment =
                Map.of("PATH", "/usr/bin:/bin", "LD_PRELOAD", "/no/such/library.so", "SECRET", "s");
        String output = bench.output(
                "/bin/sh",
                List.of("-c", "echo $LD_PRELOAD $SECRET $PMON_INSTANCE"),
                command -> asNobody(command, environment));
        assertThat(output).contains("/no/such/library.so s test:");
        assertThat(output.lines().filter(line -> line.contains("cannot be preloaded")))
                .hasSize(1);
    }
}
