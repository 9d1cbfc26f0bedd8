package pmon.daemon.intake;

import java.nio.file.InvalidPathException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import pmon.api.process.Account;
import pmon.api.process.ProcessName;
import pmon.api.process.ProcessSpec;
import pmon.api.protocol.Completion;
import pmon.api.protocol.ErrorCode;
import pmon.api.protocol.ExecCommand;
import pmon.api.protocol.Request;
import pmon.api.protocol.SpecChange;
import pmon.api.protocol.Targets;
import pmon.api.spi.kernel.Accounts;
import pmon.core.supervisor.Caller;
import pmon.core.supervisor.Change;
import pmon.core.supervisor.Configured;
import pmon.core.supervisor.Patched;
import pmon.core.supervisor.Snapshot;
import pmon.daemon.config.Configuration;
import pmon.daemon.monitor.MonitorTypes;

/**
 * Resolves changing requests. Whatever is wrong with one is a value; nothing is thrown for what users write, and nothing has
 * happened when a request is refused.
 */
public final class ChangeResolver {
    private final Accounts accounts;
    private final FileAccess access;
    private final ProgramResolver programs;
    private final ConfiguredPrograms configured;
    private final Supplier<Snapshot> snapshot;
    private final Executor platform;

    /**
     * Puts it together.
     *
     * @param snapshot the programs there are
     * @param written reads the process configuration
     * @param main see {@link ProgramResolver}
     * @param platform runs looks at the file system, which take over a user's rights for the thread they run on: platform threads
     * @param monitors the types of checks that there are now
     */
    public ChangeResolver(
            Accounts accounts,
            FileAccess access,
            Environments environments,
            Supplier<Snapshot> snapshot,
            ConfiguredEntries written,
            @Nullable String main,
            Executor platform,
            Supplier<MonitorTypes> monitors) {
        this.accounts = accounts;
        this.access = access;
        this.programs = new ProgramResolver(accounts, access, environments, main);
        this.configured = new ConfiguredPrograms(programs, accounts, written, monitors);
        this.snapshot = snapshot;
        this.platform = platform;
    }

    /** For a daemon that goes on whatever becomes of its programs, and has a process configuration of its own. */
    public ChangeResolver(
            Accounts accounts,
            FileAccess access,
            Environments environments,
            Supplier<Snapshot> snapshot,
            Executor platform) {
        this(accounts, access, environments, snapshot, ConfiguredEntries.OWN, null, platform, MonitorTypes::installed);
    }

    /** Resolves a request. Blocks while the file system is looked at, so call it on a virtual thread. */
    public Resolution resolve(Request.Change request, Caller caller, Configuration configuration) {
        return switch (request) {
            case Request.Exec(ExecCommand command, Completion completion) ->
                onPlatform(() -> exec(command, completion, caller.account(), configuration), subject(command));
            case Request.Restart restart ->
                onPlatform(
                        () -> restart(restart, caller, configuration),
                        "cannot " + (restart.counted() ? "restart " : "start ")
                                + String.join(", ", restart.targets().selectors()));
            case Request.Stop stop ->
                new Resolution.Ready(new Change.Stop(
                        stop.targets(), stop.force(), stop.only(), bounded(stop.completion(), configuration)));
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
            case Request.RunTask run ->
                new Resolution.Ready(new Change.RunTask(run.targets(), bounded(run.completion(), configuration)));
            case Request.Reset reset ->
                new Resolution.Ready(new Change.Reset(reset.targets(), bounded(reset.completion(), configuration)));
            // Its caller says how long, or waits as long as it takes.
            case Request.Await await ->
                new Resolution.Ready(new Change.Await(await.targets(), await.until(), await.completion()));
            case Request.SendSignal send ->
                new Resolution.Ready(new Change.SendSignal(
                        send.targets(), send.signal(), bounded(send.completion(), configuration)));
            case Request.ChangeGroups groups ->
                new Resolution.Ready(
                        new Change.ChangeGroups(groups.change(), bounded(groups.completion(), configuration)));
            case Request.FlushLogs flush ->
                throw new IllegalArgumentException("logs are not the supervisor's: " + flush);
            case Request.ReopenLogs reopen ->
                throw new IllegalArgumentException("logs are not the supervisor's: " + reopen);
            case Request.Init init -> onPlatform(() -> init(init, caller, configuration), "cannot initialize");
        };
    }

    /** Reads the process configuration and resolves its programs. Blocks likewise. */
    public ProcessConfigurationResolution processConfiguration(Configuration configuration) {
        return CompletableFuture.supplyAsync(() -> configured.resolve(configuration), platform)
                .join();
    }

    private interface Step {
        List<Change> take() throws Refusal;
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

    private List<Change> exec(ExecCommand command, Completion completion, Account caller, Configuration configuration)
            throws Refusal {
        MonitorSettings.check(command.task().monitors());
        ProcessSpec spec = programs.resolve(command, caller, configuration).spec();
        return List.of(new Change.Exec(spec, command.replace(), bounded(completion, configuration)));
    }

    private List<Change> init(Request.Init init, Caller caller, Configuration configuration) throws Refusal {
        return List.of(new Change.Init(
                configured.applicable(configuration, caller),
                init.configurationOnly(),
                init.prune(),
                bounded(init.completion(), configuration)));
    }

    /** What nobody has started yet is started as the process configuration says, behind everything else that is named. */
    private List<Change> restart(Request.Restart restart, Caller caller, Configuration configuration) throws Refusal {
        Change.Patch patch = patch(restart.change(), caller.account(), configuration);
        Completion completion = bounded(restart.completion(), configuration);
        Set<String> unknown = unknown(restart.targets());
        List<Configured> fromConfiguration =
                unknown.isEmpty() ? List.of() : configured.starting(unknown, snapshot.get(), configuration, caller);
        if (fromConfiguration.isEmpty()) {
            return List.of(new Change.Restart(restart.targets(), patch, restart.counted(), restart.only(), completion));
        }
        Set<String> found = fromConfiguration.stream().map(Configured::name).collect(Collectors.toSet());
        List<String> others = restart.targets().selectors().stream()
                .filter(selector -> !found.contains(selector))
                .toList();
        // Two changes, of which one may have been answered when the other is asked for again.
        completion = completion.withoutToken();
        List<Change> changes = new ArrayList<>();
        if (!others.isEmpty()) {
            changes.add(new Change.Restart(new Targets(others), patch, restart.counted(), restart.only(), completion));
        }
        List<Configured> patched = fromConfiguration.stream()
                .map(entry -> unknown.contains(entry.name())
                        ? new Configured(Patched.spec(entry.spec(), patch), entry.digest())
                        : entry)
                .toList();
        changes.add(new Change.Init(patched, true, false, completion));
        return changes;
    }

    /** Names that no program has. */
    private Set<String> unknown(Targets targets) {
        Set<String> names = new LinkedHashSet<>(targets.selectors());
        names.removeIf(name -> Targets.ALL.selectors().contains(name) || !ProcessName.valid(name));
        snapshot.get().processes().forEach(process -> names.remove(process.name()));
        return names;
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
        return open && standard != null ? completion.within(standard) : completion;
    }

    private static String subject(ExecCommand command) {
        String name = command.name();
        String shown =
                name != null ? name : command.file().substring(command.file().lastIndexOf('/') + 1);
        return "cannot start " + (shown.isEmpty() ? command.file() : shown);
    }
}
