package pmon.daemon.intake;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import pmon.api.process.Account;
import pmon.api.process.ProcessName;
import pmon.api.process.ProcessSpec;
import pmon.api.protocol.Completion;
import pmon.api.protocol.ErrorCode;
import pmon.api.protocol.ExecCommand;
import pmon.api.protocol.Request;
import pmon.api.protocol.SpecChange;
import pmon.api.spi.kernel.Accounts;
import pmon.core.supervisor.Caller;
import pmon.core.supervisor.Change;
import pmon.daemon.config.Configuration;
import pmon.daemon.process.ProcessEntry;

/**
 * Resolves changing requests. Whatever is wrong with one is a value; nothing is thrown for what users write, and nothing has
 * happened when a request is refused.
 */
public final class Intake {
    private final Accounts accounts;
    private final FileAccess access;
    private final Environments environments;
    private final Executor platform;

    /**
     * Puts it together.
     *
     * @param platform runs looks at the file system, which take over a user's rights for the thread they run on: platform threads
     */
    public Intake(Accounts accounts, FileAccess access, Environments environments, Executor platform) {
        this.accounts = accounts;
        this.access = access;
        this.environments = environments;
        this.platform = platform;
    }

    /** Resolves a request. Blocks while the file system is looked at, so call it on a virtual thread. */
    public Resolution resolve(Request.Change request, Caller caller, Configuration configuration) {
        return switch (request) {
            case Request.Exec(ExecCommand command, Completion completion) ->
                onPlatform(() -> exec(command, completion, caller.account(), configuration), subject(command));
            case Request.Restart restart ->
                onPlatform(
                        () -> restart(restart, caller.account(), configuration),
                        "cannot restart " + String.join(", ", restart.targets().selectors()));
            case Request.Stop stop ->
                new Resolution.Ready(
                        new Change.Stop(stop.targets(), stop.force(), bounded(stop.completion(), configuration)));
            case Request.Delete delete ->
                new Resolution.Ready(new Change.Delete(
                        delete.targets(),
                        delete.force(),
                        delete.keepLogs(),
                        bounded(delete.completion(), configuration)));
            case Request.Kill kill ->
                new Resolution.Ready(new Change.Kill(kill.force(), bounded(kill.completion(), configuration)));
            case Request.Drop drop ->
                new Resolution.Ready(new Change.Drop(drop.force(), bounded(drop.completion(), configuration)));
            case Request.Reset reset ->
                new Resolution.Ready(new Change.Reset(reset.targets(), bounded(reset.completion(), configuration)));
            case Request.SendSignal send ->
                new Resolution.Ready(new Change.SendSignal(
                        send.targets(), send.signal(), bounded(send.completion(), configuration)));
            case Request.ChangeGroups groups ->
                new Resolution.Ready(
                        new Change.ChangeGroups(groups.change(), bounded(groups.completion(), configuration)));
            case Request.FlushLogs flush ->
                throw new IllegalArgumentException("logs are not the supervisor's: " + flush);
            case Request.Init _ -> unbuilt("init");
        };
    }

    private static Resolution unbuilt(String command) {
        return new Refusal(ErrorCode.FAILED, "this daemon cannot do that").about(command);
    }

    /** Resolves a program of a process configuration, as if the caller had asked for it in the directory of the file. */
    public Resolution resolve(ProcessEntry entry, Completion completion, Caller caller, Configuration configuration) {
        return onPlatform(
                () -> {
                    ExecCommand command = new EnvFiles(accounts).merged(entry, caller.account());
                    return exec(command, completion, caller.account(), configuration);
                },
                "cannot start " + entry.name());
    }

    private interface Step {
        Change take() throws Refusal;
    }

    private Resolution onPlatform(Step step, String subject) {
        try {
            return CompletableFuture.supplyAsync(() -> attempt(step, subject), platform)
                    .join();
        } catch (RejectedExecutionException _) {
            return new Refusal(ErrorCode.BUSY, "the daemon has too much to do, or is ending").about(subject);
        }
    }

    private static Resolution attempt(Step step, String subject) {
        try {
            return new Resolution.Ready(step.take());
        } catch (Refusal refusal) {
            return refusal.about(subject);
        } catch (InvalidPathException e) {
            // A NUL is refused before; what is left are characters that the daemon's locale cannot write as bytes.
            return new Refusal(ErrorCode.USAGE, e.getInput() + ": not a path in the locale of the daemon")
                    .about(subject);
        }
    }

    private Change exec(ExecCommand command, Completion completion, Account caller, Configuration configuration)
            throws Refusal {
        Texts.check(command);
        ProcessName chosen = command.name() == null ? null : name(command.name());
        Account user = new RunAs(accounts).resolve(command.user(), caller);
        Path directory = Path.of(command.callerDirectory());
        String file = new ExecutableSearch(access, user)
                .find(command.file(), directory, command.callerEnvironment().getOrDefault("PATH", Environments.PATH));
        ProcessName name = chosen == null ? derived(file) : chosen;
        LogPlace logs = new LogPlace(access, configuration.places().logs(), accounts.self());
        ProcessSpec spec = new ProcessSpec(
                name,
                file,
                command.args(),
                command.envVars(),
                environments.inherited(configuration.envInherit(), command.callerEnvironment(), user),
                workingDirectory(command, file, user),
                user,
                logs.resolve(command.log(), command.logDir(), directory, name, user, caller),
                command.autoRestart(),
                command.restart(),
                command.stop(),
                names(command.dependencies(), "dependency"),
                names(command.groups(), "group"),
                command.execution());
        return new Change.Exec(spec, command.replace(), bounded(completion, configuration));
    }

    private Change restart(Request.Restart restart, Account caller, Configuration configuration) throws Refusal {
        return new Change.Restart(
                restart.targets(),
                patch(restart.change(), caller, configuration),
                restart.counted(),
                bounded(restart.completion(), configuration));
    }

    private Change.Patch patch(SpecChange change, Account caller, Configuration configuration) throws Refusal {
        if (change.equals(SpecChange.NONE)) {
            return Change.Patch.NONE;
        }
        Texts.check(change);
        Account user = change.user() == null ? null : new RunAs(accounts).resolve(change.user(), caller);
        PatchedLog log = new PatchedLog(access, configuration.places().logs(), accounts.self());
        return new Change.Patch(
                change.args(),
                user,
                log.file(change.log(), user == null ? caller : user, caller),
                log.directory(change.logDir(), user == null ? caller : user),
                change.autoRestart(),
                change.dependencies() == null ? null : names(change.dependencies(), "dependency"));
    }

    private String workingDirectory(ExecCommand command, String file, Account user) throws Refusal {
        String path = command.cwd() == null
                ? String.valueOf(Path.of(file).getParent())
                : Path.of(command.callerDirectory())
                        .resolve(command.cwd())
                        .normalize()
                        .toString();
        return switch (access.directory(path, user)) {
            case GRANTED -> path;
            case MISSING ->
                throw new Refusal(ErrorCode.NO_SUCH_FILE, "working directory " + path + ": no such directory");
            case WRONG_KIND ->
                throw new Refusal(ErrorCode.NO_SUCH_FILE, "working directory " + path + ": is not a directory");
            case DENIED ->
                throw new Refusal(
                        ErrorCode.NOT_PERMITTED,
                        "working directory " + path + ": " + user.name() + " may not enter it");
        };
    }

    private static ProcessName name(String text) throws Refusal {
        try {
            return new ProcessName(text);
        } catch (IllegalArgumentException e) {
            throw new Refusal(ErrorCode.BAD_NAME, String.valueOf(e.getMessage()));
        }
    }

    private static ProcessName derived(String file) throws Refusal {
        String base = String.valueOf(Path.of(file).getFileName());
        if (!ProcessName.valid(base)) {
            throw new Refusal(
                    ErrorCode.BAD_NAME, "the name of the file cannot be the name of a program; choose one with --name");
        }
        return new ProcessName(base);
    }

    private static List<String> names(List<String> names, String what) throws Refusal {
        for (String name : names) {
            if (!ProcessName.valid(name)) {
                throw new Refusal(ErrorCode.BAD_NAME, "bad name of a " + what + ": \"" + name + "\"");
            }
        }
        return names;
    }

    /** Where somebody set {@code wait.cmd_exec_response}, it bounds what no {@code --timeout} does. */
    private static Completion bounded(Completion completion, Configuration configuration) {
        var standard = configuration.waits().cmdExecResponse();
        boolean open = completion.untilDone() && completion.timeout() == null;
        return open && standard != null ? new Completion(true, standard) : completion;
    }

    private static String subject(ExecCommand command) {
        String name = command.name();
        String shown =
                name != null ? name : command.file().substring(command.file().lastIndexOf('/') + 1);
        return "cannot start " + (shown.isEmpty() ? command.file() : shown);
    }
}
