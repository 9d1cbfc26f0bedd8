package pmon.cli.command;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import pmon.api.process.ProcessSpec.RestartSettings;
import pmon.api.process.ProcessSpec.StopSettings;
import pmon.api.process.Signal;
import pmon.api.protocol.ExecCommand;
import pmon.api.protocol.Request;
import pmon.cli.args.Arguments;
import pmon.cli.args.Candidates;
import pmon.cli.args.Durations;
import pmon.cli.args.Option;
import pmon.cli.args.Parameters;
import pmon.cli.args.Words;
import pmon.cli.shell.Caller;
import pmon.cli.shell.Failure;

/** {@code exec}: registers a program and starts it. */
final class Exec implements Command {
    private static final Option NAME = Option.value("NAME", "its name (default: the base name of FILE)", "--name");
    private static final Option CWD = Option.value(
                    "DIR", "its working directory (default: the directory of FILE)", "--cwd")
            .from(Candidates.DIRECTORIES);
    private static final Option ENV_VARS =
            Option.verbatim("\"NAME=VALUE …\"", "environment variables, quoted as in a shell", "-e", "--env-vars");
    private static final Option GROUPS = Option.list(
                    "GROUP[,GROUP…]", "groups it belongs to; missing ones are made", "-g", "--groups")
            .from(Candidates.GROUPS);
    private static final Option STOP_SIGNAL = Option.value(
                    "SIGNAL", "the signal that asks it to end (default: TERM)", "--stop-signal")
            .from(Candidates.of(SendSignal.names()));
    private static final Option STOP_TIMEOUT =
            Option.value("DURATION", "how long it may take to end before it is killed", "--stop-timeout");
    private static final Option MIN_UPTIME =
            Option.value("DURATION", "having lived so long, it restarts without delay", "--min-uptime");
    private static final Option INITIAL_DELAY =
            Option.value("DURATION", "the first delay after a shorter life; it doubles", "--initial-delay");
    private static final Option MAX_DELAY = Option.value("DURATION", "the longest delay", "--max-delay");
    private static final Option REPLACE =
            Option.flag("take the name over from a program with another FILE", "--replace");

    @Override
    public String name() {
        return "exec";
    }

    @Override
    public List<String> aliases() {
        return List.of("run");
    }

    @Override
    public String summary() {
        return "Start a program and keep it alive";
    }

    @Override
    public List<String> details() {
        return List.of(
                "FILE is relative to the current directory; without a slash it is looked up there and then in PATH.",
                "Arguments of the program go into --args as one quoted line, or behind -- as they are.");
    }

    @Override
    public Parameters parameters() {
        return new Parameters("FILE", 1, 1, true, "the program to run").from(Candidates.FILES);
    }

    @Override
    public List<Option> options() {
        List<Option> options = new ArrayList<>(List.of(
                NAME,
                ProgramOptions.ARGS,
                ENV_VARS,
                CWD,
                ProgramOptions.USER,
                ProgramOptions.LOG,
                ProgramOptions.LOG_DIR,
                ProgramOptions.NO_AUTORESTART,
                ProgramOptions.DEPENDENCIES,
                GROUPS,
                STOP_SIGNAL,
                STOP_TIMEOUT,
                MIN_UPTIME,
                INITIAL_DELAY,
                MAX_DELAY,
                REPLACE));
        options.addAll(MonitorOptions.ALL);
        options.addAll(ExecutionOptions.ALL);
        return options;
    }

    @Override
    public void run(Invocation invocation) throws Failure, IOException {
        ExecCommand command = command(invocation.arguments(), invocation.caller());
        Request request = new Request.Exec(command, invocation.completion());
        Shown.by(invocation).changed(invocation.processes(request, invocation.startMissing()));
    }

    private static ExecCommand command(Arguments given, Caller caller) throws Failure {
        return new ExecCommand(
                given.words().getFirst(),
                given.value(NAME),
                programArguments(given),
                Words.variables(given.values(ENV_VARS), ENV_VARS),
                caller.directory(),
                caller.environment(),
                given.value(CWD),
                given.value(ProgramOptions.USER),
                ProgramOptions.path(given, ProgramOptions.LOG, caller),
                ProgramOptions.path(given, ProgramOptions.LOG_DIR, caller),
                !given.has(ProgramOptions.NO_AUTORESTART),
                new RestartSettings(
                        duration(given, MIN_UPTIME), duration(given, INITIAL_DELAY), duration(given, MAX_DELAY)),
                new StopSettings(signal(given), duration(given, STOP_TIMEOUT)),
                given.values(ProgramOptions.DEPENDENCIES),
                given.values(GROUPS),
                given.has(REPLACE),
                ExecutionOptions.of(given),
                MonitorOptions.of(given));
    }

    private static List<String> programArguments(Arguments given) throws Failure {
        List<String> exact = given.rest();
        if (exact == null) {
            return Words.arguments(given.values(ProgramOptions.ARGS), ProgramOptions.ARGS);
        }
        if (given.has(ProgramOptions.ARGS)) {
            throw Failure.usage("--args and arguments behind -- exclude each other");
        }
        return exact;
    }

    private static @Nullable Duration duration(Arguments given, Option option) throws Failure {
        String text = given.value(option);
        return text == null ? null : Durations.parse(text, option.longest(), Durations.Bare.REFUSED);
    }

    private static @Nullable Signal signal(Arguments given) throws Failure {
        String text = given.value(STOP_SIGNAL);
        return text == null ? null : SendSignal.signal(text, STOP_SIGNAL.longest());
    }
}
