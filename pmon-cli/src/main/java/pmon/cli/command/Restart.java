package pmon.cli.command;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import pmon.api.protocol.Request;
import pmon.api.protocol.SpecChange;
import pmon.cli.args.Arguments;
import pmon.cli.args.Candidates;
import pmon.cli.args.Option;
import pmon.cli.args.Parameters;
import pmon.cli.args.Words;
import pmon.cli.shell.Failure;

/** {@code restart} and {@code start}: the same, except that only a restart is counted as one. */
final class Restart implements Command {
    /** Options that change how a program runs from then on. */
    static final List<Option> CHANGES = List.of(
            ProgramOptions.ARGS,
            ProgramOptions.USER,
            ProgramOptions.LOG,
            ProgramOptions.LOG_DIR,
            ProgramOptions.NO_AUTORESTART,
            ProgramOptions.AUTORESTART,
            ProgramOptions.DEPENDENCIES);

    private static final String COUNTED = "restart";
    private static final Option GROUP = Option.list("GROUP[,GROUP…]", "the programs of these groups", "-g", "--group")
            .from(Candidates.GROUPS);

    @Override
    public String name() {
        return COUNTED;
    }

    @Override
    public List<String> aliases() {
        return List.of("start");
    }

    @Override
    public String summary() {
        return "(Re)start programs";
    }

    @Override
    public List<String> details() {
        return List.of("Running programs are stopped first. Called as start, it does not count as a restart.");
    }

    @Override
    public Parameters parameters() {
        return Parameters.programs(0);
    }

    @Override
    public List<Option> options() {
        List<Option> options = new ArrayList<>(CHANGES);
        options.add(GROUP);
        options.add(Stop.ONLY);
        return options;
    }

    @Override
    public void run(Invocation invocation) throws Failure, IOException {
        SpecChange change = change(invocation);
        boolean counted = invocation.calledAs().equals(COUNTED);
        boolean only = invocation.arguments().has(Stop.ONLY);
        GroupCommands.change(
                invocation,
                named(invocation),
                invocation.startMissing(),
                targets -> new Request.Restart(targets, change, counted, only, invocation.completion()));
    }

    /** Programs and groups that the line names; nothing when all it names are groups without programs. */
    private List<String> named(Invocation invocation) throws Failure, IOException {
        List<String> named = new ArrayList<>(invocation.arguments().words());
        List<String> groups = invocation.arguments().values(GROUP);
        if (named.isEmpty() && groups.isEmpty()) {
            throw Failure.usage(name() + " needs ID|NAME: " + parameters().description() + "; or --group GROUP");
        }
        if (!groups.isEmpty()) {
            named.addAll(GroupCommands.members(invocation, groups, invocation.startMissing()));
        }
        return named;
    }

    /** What these options say. */
    static SpecChange change(Invocation invocation) throws Failure {
        Arguments given = invocation.arguments();
        return new SpecChange(
                given.has(ProgramOptions.ARGS)
                        ? Words.arguments(given.values(ProgramOptions.ARGS), ProgramOptions.ARGS)
                        : null,
                given.value(ProgramOptions.USER),
                ProgramOptions.path(given, ProgramOptions.LOG, invocation.caller()),
                ProgramOptions.path(given, ProgramOptions.LOG_DIR, invocation.caller()),
                autoRestart(given),
                valuesOrNull(given, ProgramOptions.DEPENDENCIES));
    }

    private static @Nullable Boolean autoRestart(Arguments given) throws Failure {
        boolean off = given.has(ProgramOptions.NO_AUTORESTART);
        boolean on = given.has(ProgramOptions.AUTORESTART);
        if (off && on) {
            throw Failure.usage("--no-autorestart and --autorestart exclude each other");
        }
        return (off || on) ? Boolean.valueOf(on) : null;
    }

    private static @Nullable List<String> valuesOrNull(Arguments given, Option option) {
        List<String> values = given.values(option);
        return values.isEmpty() ? null : values;
    }
}
