package pmon.daemon.intake;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.RejectedExecutionException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import pmon.api.process.Account;
import pmon.api.process.ExecutionSettings;
import pmon.api.process.ProcessSpec;
import pmon.api.process.ProcessSpec.RestartSettings;
import pmon.api.process.ProcessSpec.StopSettings;
import pmon.api.process.TaskSettings;
import pmon.api.protocol.Completion;
import pmon.api.protocol.ErrorCode;
import pmon.api.protocol.ExecCommand;
import pmon.api.protocol.Request;
import pmon.api.protocol.SpecChange;
import pmon.api.protocol.Targets;
import pmon.core.supervisor.Caller;
import pmon.core.supervisor.Change;
import pmon.core.supervisor.Snapshot;
import pmon.daemon.config.Configuration;
import pmon.daemon.config.ConfigurationLoader;
import pmon.daemon.place.Mode;
import pmon.daemon.place.Places;

class ChangeResolverTest {
    @TempDir
    private Path home;

    private Path logs;
    private Configuration configuration;
    private Account self = Machine.ROOT;
    private Account caller = Machine.ALICE;

    /** What is asked for; tests change one thing. */
    private String file = "./web";

    private String name;
    private String cwd;
    private String user;
    private Map<String, String> callerEnvironment = Map.of("PATH", "/nowhere");
    private Map<String, String> envVars = Map.of();
    private List<String> args = List.of();
    private List<String> dependencies = List.of();
    private ExecutionSettings execution = ExecutionSettings.DEFAULT;

    @BeforeEach
    void makeFiles() throws IOException {
        Files.setPosixFilePermissions(home, PosixFilePermissions.fromString("rwxr-xr-x"));
        logs = home.resolve("own-logs");
        Files.createDirectories(home.resolve("bin"));
        Files.createDirectory(home.resolve("closed"), mode("rwx------"));
        Files.createDirectory(logs, mode("rwx------"));
        for (String program : List.of("web", "bin/tool", "bin/both", "7", "my app")) {
            Files.createFile(home.resolve(program), mode("rwxr-xr-x"));
        }
        Files.createFile(home.resolve("both"), mode("rw-r--r--"));
        Files.createFile(home.resolve("text"), mode("rw-r--r--"));
        configuration = configuration(Mode.SYSTEM, Map.of());
    }

    private static FileAttribute<?> mode(String permissions) {
        return PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions));
    }

    private Configuration configuration(Mode mode, Map<String, String> environment) {
        Places places = new Places(mode, home.resolve("none.yml"), List.of(), home, logs, home, home, home);
        ConfigurationLoader.Result result = new ConfigurationLoader(places, environment, 1000).load();
        return ((ConfigurationLoader.Result.Valid) result).configuration();
    }

    private Resolution resolve(Request.Change request) {
        Machine machine = new Machine(self);
        Environments environments = new Environments(Map.of("LANG", "de_DE.UTF-8", "TZ", "UTC", "OF_DAEMON", "1"));
        return new ChangeResolver(machine, machine, environments, () -> Snapshot.EMPTY, Runnable::run)
                .resolve(request, new Caller(caller), configuration);
    }

    private ExecCommand command() {
        return new ExecCommand(
                file,
                name,
                args,
                envVars,
                home.toString(),
                callerEnvironment,
                cwd,
                user,
                null,
                null,
                true,
                RestartSettings.DEFAULT,
                StopSettings.DEFAULT,
                dependencies,
                List.of(),
                false,
                execution,
                TaskSettings.DEFAULT);
    }

    private Resolution resolve() {
        return resolve(new Request.Exec(command(), Completion.UNTIL_DONE));
    }

    private ProcessSpec spec() {
        Resolution resolution = resolve();
        assertThat(resolution).isInstanceOf(Resolution.Ready.class);
        return ((Change.Exec) ((Resolution.Ready) resolution).changes().getFirst()).spec();
    }

    private void assertRefused(ErrorCode code, String message) {
        assertThat(resolve()).isEqualTo(new Resolution.Refused(code, message));
    }

    @Test
    void aPathIsRelativeToTheCallersDirectory() {
        ProcessSpec spec = spec();
        assertThat(spec.file()).isEqualTo(home + "/web");
        assertThat(spec.name().value()).isEqualTo("web");
        assertThat(spec.cwd()).isEqualTo(home.toString());
        assertThat(spec.log()).isEqualTo(logs + "/web.log");
        assertThat(spec.user()).isEqualTo(Machine.ALICE);
    }

    @Test
    void aPathIsNormalisedAndItsLinksAreKept() throws IOException {
        Files.createSymbolicLink(home.resolve("link"), home.resolve("web"));
        file = "bin/../link";
        assertThat(spec().file()).isEqualTo(home + "/link");
    }

    @Test
    void aBareNameIsLookedForHereAndThenInThePath() {
        callerEnvironment = Map.of("PATH", "/nowhere:" + home + "/bin");
        file = "tool";
        assertThat(spec().file()).isEqualTo(home + "/bin/tool");
        file = "web";
        assertThat(spec().file()).isEqualTo(home + "/web");
    }

    @Test
    void aBareNamePassesOverWhatCannotBeExecuted() {
        callerEnvironment = Map.of("PATH", home + "/bin");
        file = "both";
        assertThat(spec().file()).isEqualTo(home + "/bin/both");
    }

    @Test
    void withoutAPathOfTheCallerAUsualOneIsSearched() {
        callerEnvironment = Map.of();
        file = "sh";
        assertThat(spec().file()).isEqualTo("/usr/bin/sh");
    }

    @Test
    void aMissingFileIsNamed() {
        file = "./gone";
        assertRefused(ErrorCode.NO_SUCH_FILE, "cannot start gone: " + home + "/gone: no such file");
        name = "app";
        assertRefused(ErrorCode.NO_SUCH_FILE, "cannot start app: " + home + "/gone: no such file");
        name = null;
        file = "gone";
        assertRefused(ErrorCode.NO_SUCH_FILE, "cannot start gone: gone: no such file in " + home + " or in PATH");
        file = "";
        assertThat(resolve()).isInstanceOf(Resolution.Refused.class);
    }

    @Test
    void whatCannotBeExecutedIsNamed() {
        file = "./text";
        assertRefused(ErrorCode.NOT_EXECUTABLE, "cannot start text: " + home + "/text: alice may not execute it");
        file = "text";
        assertRefused(ErrorCode.NOT_EXECUTABLE, "cannot start text: " + home + "/text: alice may not execute it");
        file = "./bin";
        assertRefused(
                ErrorCode.NOT_EXECUTABLE, "cannot start bin: " + home + "/bin: is not a file that can be executed");
        file = "/";
        assertRefused(ErrorCode.NOT_EXECUTABLE, "cannot start /: /: is not a file that can be executed");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a/b", "a\nb", "", "42", "-x", ".x", "ä"})
    void aBadNameIsRefused(String bad) {
        name = bad;
        assertThat(resolve()).isInstanceOfSatisfying(Resolution.Refused.class, refused -> {
            assertThat(refused.code()).isEqualTo(ErrorCode.BAD_NAME);
            assertThat(refused.message())
                    .contains("use 1 to 100 of the characters")
                    .doesNotContain("\n");
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"./7", "./my app"})
    void aFileWhoseNameCannotBeTheProgramsNeedsOne(String odd) {
        file = odd;
        assertRefused(
                ErrorCode.BAD_NAME,
                "cannot start " + odd.substring(2)
                        + ": the name of the file cannot be the name of a program; choose one with --name");
        name = "odd";
        assertThat(spec().name().value()).isEqualTo("odd");
    }

    @Test
    void rootMayChooseTheUser() {
        caller = Machine.ROOT;
        assertThat(spec().user()).isEqualTo(Machine.ROOT);
        user = "bob";
        assertThat(spec().user()).isEqualTo(Machine.BOB);
        user = "nobody-there";
        assertRefused(ErrorCode.UNKNOWN_USER, "cannot start web: there is no user nobody-there");
    }

    @Test
    void othersMayNameThemselvesOnly() {
        user = "alice";
        assertThat(spec().user()).isEqualTo(Machine.ALICE);
        user = "root";
        assertRefused(ErrorCode.NOT_PERMITTED, "cannot start web: cannot set process user to root without sudo");
        user = "bob";
        assertRefused(
                ErrorCode.NOT_PERMITTED,
                "cannot start web: cannot set process user to bob: only root may run programs as somebody else");
    }

    @Test
    void aUsersDaemonRunsNothingAsRoot() {
        self = Machine.ALICE;
        caller = Machine.ROOT;
        assertRefused(
                ErrorCode.NOT_PERMITTED,
                "cannot start web: this daemon runs as alice and cannot run programs as root; pass --user alice");
        user = "alice";
        assertThat(spec().user()).isEqualTo(Machine.ALICE);
    }

    @Test
    void theWorkingDirectoryIsChecked() {
        cwd = "bin";
        assertThat(spec().cwd()).isEqualTo(home + "/bin");
        cwd = "gone";
        assertRefused(
                ErrorCode.NO_SUCH_FILE, "cannot start web: working directory " + home + "/gone: no such directory");
        cwd = "text";
        assertRefused(
                ErrorCode.NO_SUCH_FILE, "cannot start web: working directory " + home + "/text: is not a directory");
        cwd = "closed";
        assertRefused(
                ErrorCode.NOT_PERMITTED,
                "cannot start web: working directory " + home + "/closed: alice may not enter it");
    }

    @Test
    void textWithANulIsRefused() {
        args = List.of("ok", "cut\0off");
        assertRefused(ErrorCode.USAGE, "cannot start web: an argument contains a NUL character");
        args = List.of();
        envVars = Map.of("A", "\0");
        assertRefused(ErrorCode.USAGE, "cannot start web: the variable A contains a NUL character");
        envVars = Map.of("A=B", "1");
        assertRefused(ErrorCode.USAGE, "cannot start web: \"A=B\" cannot be the name of an environment variable");
        envVars = Map.of();
        file = "we\0b";
        assertRefused(ErrorCode.USAGE, "cannot start we\\u0000b: the file contains a NUL character");
        file = "tool";
        callerEnvironment = Map.of("PATH", "a\0b:" + home + "/bin");
        assertThat(spec().file()).isEqualTo(home + "/bin/tool");
    }

    @Test
    void namesOfDependenciesAreNames() {
        dependencies = List.of("db", "a b");
        assertRefused(ErrorCode.BAD_NAME, "cannot start web: bad name of a dependency: \"a b\"");
    }

    @Test
    void theConfiguredWaitBoundsWhatHasNoTimeout() {
        Targets targets = Targets.of("web");
        assertThat(resolve(new Request.Stop(targets, true, Completion.UNTIL_DONE)))
                .isEqualTo(new Resolution.Ready(new Change.Stop(targets, true, Completion.UNTIL_DONE)));
        configuration = configuration(Mode.USER, Map.of("CONFIGOR_WAIT_CMDEXECRESPONSE", "1500"));
        Completion bounded = new Completion(true, Duration.ofMillis(1500));
        assertThat(resolve(new Request.Delete(targets, false, true, Completion.UNTIL_DONE)))
                .isEqualTo(new Resolution.Ready(new Change.Delete(targets, false, true, bounded)));
        Completion own = new Completion(true, Duration.ofMillis(1));
        assertThat(resolve(new Request.Kill(false, own))).isEqualTo(new Resolution.Ready(new Change.Kill(false, own)));
        Completion durable = new Completion(false, null);
        assertThat(resolve(new Request.Kill(false, durable)))
                .isEqualTo(new Resolution.Ready(new Change.Kill(false, durable)));
    }

    private Resolution restart(SpecChange change) {
        return resolve(new Request.Restart(Targets.of("web"), change, true, Completion.UNTIL_DONE));
    }

    private static SpecChange change(String user, String log, String logDir) {
        return new SpecChange(List.of("a"), user, log, logDir, false, List.of("db"));
    }

    @Test
    void aRestartThatChangesNothingPatchesNothing() {
        assertThat(restart(SpecChange.NONE))
                .isEqualTo(new Resolution.Ready(
                        new Change.Restart(Targets.of("web"), Change.Patch.NONE, true, Completion.UNTIL_DONE)));
    }

    @Test
    void whatARestartChangesIsResolved() {
        caller = Machine.ROOT;
        Change.Patch patch =
                new Change.Patch(List.of("a"), Machine.BOB, home + "/bin/x.log", logs.toString(), false, List.of("db"));
        assertThat(restart(change("bob", home + "/bin/x.log", logs.toString())))
                .isEqualTo(new Resolution.Ready(
                        new Change.Restart(Targets.of("web"), patch, true, Completion.UNTIL_DONE)));
    }

    @Test
    void whatARestartMayNotChangeIsRefused() {
        assertThat(restart(change("root", null, null)))
                .isEqualTo(new Resolution.Refused(
                        ErrorCode.NOT_PERMITTED, "cannot restart web: cannot set process user to root without sudo"));
        assertThat(restart(change(null, "x.log", null)))
                .isEqualTo(new Resolution.Refused(
                        ErrorCode.USAGE, "cannot restart web: the log x.log is not an absolute path"));
        assertThat(restart(change(null, logs + "/db.log", null)))
                .isEqualTo(
                        new Resolution.Refused(
                                ErrorCode.NOT_PERMITTED,
                                "cannot restart web: in " + logs
                                        + " only root may choose the name of a log; leave --log out, or name another directory"));
        assertThat(restart(change(null, null, home + "/closed")))
                .isEqualTo(new Resolution.Refused(
                        ErrorCode.NOT_PERMITTED,
                        "cannot restart web: alice may not enter the log directory " + home + "/closed"));
    }

    @Test
    void anExecutorThatTakesNothingMoreIsBusy() {
        Machine machine = new Machine(self);
        ChangeResolver intake =
                new ChangeResolver(machine, machine, new Environments(Map.of()), () -> Snapshot.EMPTY, task -> {
                    throw new RejectedExecutionException("full");
                });
        assertThat(intake.resolve(
                        new Request.Exec(command(), Completion.UNTIL_DONE), new Caller(caller), configuration))
                .isEqualTo(new Resolution.Refused(
                        ErrorCode.BUSY, "cannot start web: the daemon has too much to do, or is ending"));
    }

    @Test
    void variablesOfAnEnvironmentFileLieBeneathThoseOfTheProgram() throws IOException {
        Files.writeString(home.resolve("web.env"), "A=file\nB=file\nLANG=file\n");
        execution = envFile("web.env");
        envVars = Map.of("B", "own");
        ProcessSpec spec = spec();
        assertThat(spec.inheritedEnv()).containsEntry("A", "file").containsEntry("LANG", "file");
        // Only what is set explicitly is shown and exported: files of variables hold secrets.
        assertThat(spec.envVars()).isEqualTo(Map.of("B", "own"));
        assertThat(spec.execution().envFile()).isEqualTo(home + "/web.env");
    }

    @Test
    void anEnvironmentFileIsReadWithTheRightsOfTheProgramsUser() throws IOException {
        Files.writeString(home.resolve("web.env"), "A=1\n");
        Files.setPosixFilePermissions(home.resolve("web.env"), PosixFilePermissions.fromString("rw-------"));
        execution = envFile(home + "/web.env");
        assertRefused(
                ErrorCode.NOT_PERMITTED, "cannot start web: env_file " + home + "/web.env: alice may not read it");
        caller = Machine.ROOT;
        assertThat(spec().inheritedEnv()).containsEntry("A", "1");
    }

    @Test
    void anEnvironmentFileThatCannotBeUsedIsNamed() throws IOException {
        Files.writeString(home.resolve("web.env"), "A=1\nwrong\n");
        execution = envFile("web.env");
        assertRefused(
                ErrorCode.BAD_CONFIG,
                "cannot start web: env_file " + home + "/web.env:2:1: is not of the form NAME=value");
        execution = envFile("gone.env");
        assertRefused(ErrorCode.NO_SUCH_FILE, "cannot start web: env_file " + home + "/gone.env: no such file");
        execution = envFile("bin");
        assertRefused(
                ErrorCode.BAD_CONFIG,
                "cannot start web: env_file " + home + "/bin, read as alice: is not a regular file");
    }

    @Test
    void limitsThatDoNotExistAreRefused() {
        execution = new ExecutionSettings(
                null, List.of(), null, null, Map.of("nofiles", new ExecutionSettings.ResourceLimit(1, 2)));
        assertRefused(
                ErrorCode.USAGE,
                "cannot start web: \"nofiles=1:2\" is no limit; use as, core, cpu, data, fsize, locks, memlock, msgqueue, nice,"
                        + " nofile, nproc, rss, rtprio, rttime, sigpending, stack with a number, a size such as 64MiB,"
                        + " unlimited, or SOFT:HARD");
    }

    @Test
    void howAProgramIsExecutedIsTakenOver() {
        execution = new ExecutionSettings(
                null, List.of(3), 027, 5, Map.of("nofile", new ExecutionSettings.ResourceLimit(64, -1)));
        assertThat(spec().execution()).isEqualTo(execution);
    }

    private static ExecutionSettings envFile(String file) {
        return new ExecutionSettings(file, List.of(), null, null, Map.of());
    }
}
