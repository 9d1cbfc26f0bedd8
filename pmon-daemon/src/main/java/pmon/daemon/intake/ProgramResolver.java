package pmon.daemon.intake;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import pmon.api.process.Account;
import pmon.api.process.ExecutionSettings;
import pmon.api.process.ProcessName;
import pmon.api.process.ProcessSpec;
import pmon.api.protocol.ErrorCode;
import pmon.api.protocol.ExecCommand;
import pmon.api.spi.kernel.Accounts;
import pmon.daemon.config.Configuration;

/**
 * Turns what somebody wrote about a program into everything needed to start it.
 *
 * @param main name of the program that the daemon ends with, which is never started again by itself; null where there is none
 */
record ProgramResolver(
        Accounts accounts,
        FileAccess access,
        Environments environments,
        @Nullable String main) {
    /**
     * A program.
     *
     * @param fromFile what its environment file says; also in the spec, beneath the variables that are set explicitly
     */
    record Resolved(ProcessSpec spec, Map<String, String> fromFile) {}

    Resolved resolve(ExecCommand command, Account caller, Configuration configuration) throws Refusal {
        Texts.check(command);
        ProcessName chosen = command.name() == null ? null : name(command.name());
        Account user = new RunAs(accounts).resolve(command.user(), caller);
        Path directory = Path.of(command.callerDirectory());
        String file = new ExecutableSearch(access, user)
                .find(command.file(), directory, command.callerEnvironment().getOrDefault("PATH", Environments.PATH));
        ProcessName name = chosen == null ? derived(file) : chosen;
        LogPlace logs = new LogPlace(access, configuration.places().logs(), accounts.self());
        ExecutionSettings execution = inPlace(command.execution(), directory);
        Map<String, String> fromFile = fromFile(execution.envFile(), user);
        ProcessSpec spec = new ProcessSpec(
                name,
                file,
                command.args(),
                command.envVars(),
                environments.inherited(configuration.envInherit(), command.callerEnvironment(), user, fromFile),
                workingDirectory(command, file, user),
                user,
                logs.resolve(command.log(), command.logDir(), directory, name, user, caller),
                command.autoRestart() && !name.value().equals(main),
                command.restart(),
                command.stop(),
                names(command.dependencies(), "dependency"),
                names(command.groups(), "group"),
                execution,
                command.task());
        return new Resolved(spec, fromFile);
    }

    private static ExecutionSettings inPlace(ExecutionSettings execution, Path directory) {
        String file = execution.envFile();
        return file == null
                ? execution
                : new ExecutionSettings(
                        directory.resolve(file).normalize().toString(),
                        execution.successExitCodes(),
                        execution.umask(),
                        execution.nice(),
                        execution.limits(),
                        execution.logs(),
                        execution.killMode());
    }

    private Map<String, String> fromFile(@Nullable String file, Account user) throws Refusal {
        return file == null ? Map.of() : new EnvFiles(access).read(Path.of(file), user);
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

    static List<String> names(List<String> names, String what) throws Refusal {
        for (String name : names) {
            if (!ProcessName.valid(name)) {
                throw new Refusal(ErrorCode.BAD_NAME, "bad name of a " + what + ": \"" + name + "\"");
            }
        }
        return names;
    }
}
