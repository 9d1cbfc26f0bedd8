package pmon.daemon.intake;

import java.nio.file.InvalidPathException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import pmon.api.process.Account;
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

/**
 * Resolves changing requests. Whatever is wrong with one is a value; nothing is thrown for what users write, and nothing has
 * happened when a request is refused.
 */
public final class Intake {
    private final Accounts accounts;
    private final FileAccess access;
    private final ProgramResolver programs;
    private final Executor platform;

    /**
     * Puts it together.
     *
     * @param platform runs looks at the file system, which take over a user's rights for the thread they run on: platform threads
     */
    public Intake(Accounts accounts, FileAccess access, Environments environments, Executor platform) {
        this.accounts = accounts;
        this.access = access;
        this.programs = new ProgramResolver(accounts, access, environments);
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
        ProcessSpec spec = programs.resolve(command, caller, configuration).spec();
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
                change.dependencies() == null ? null : ProgramResolver.names(change.dependencies(), "dependency"));
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
