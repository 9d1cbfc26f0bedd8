package pmon.cli.command;

import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import pmon.api.protocol.Request;
import pmon.api.protocol.SpecChange;
import pmon.cli.args.Arguments;
import pmon.cli.args.Option;
import pmon.cli.args.Parameters;
import pmon.cli.args.Words;
import pmon.cli.shell.Failure;

/** {@code restart} and {@code start}: the same, except that only a restart is counted as one. */
final class Restart implements Command {
    private static final String COUNTED = "restart";

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
        return Parameters.programs(1);
    }

    @Override
    public List<Option> options() {
        return List.of(
                ProgramOptions.ARGS,
                ProgramOptions.USER,
                ProgramOptions.LOG,
                ProgramOptions.LOG_DIR,
                ProgramOptions.NO_AUTORESTART,
                ProgramOptions.DEPENDENCIES);
    }

    @Override
    public void run(Invocation invocation) throws Failure, IOException {
        boolean counted = invocation.calledAs().equals(COUNTED);
        Request request =
                new Request.Restart(invocation.targets(), change(invocation), counted, invocation.completion());
        Shown.by(invocation).changed(invocation.processes(request, invocation.startMissing()));
    }

    private static SpecChange change(Invocation invocation) throws Failure {
        Arguments given = invocation.arguments();
        return new SpecChange(
                given.has(ProgramOptions.ARGS)
                        ? Words.arguments(given.values(ProgramOptions.ARGS), ProgramOptions.ARGS)
                        : null,
                given.value(ProgramOptions.USER),
                ProgramOptions.path(given, ProgramOptions.LOG, invocation.caller()),
                ProgramOptions.path(given, ProgramOptions.LOG_DIR, invocation.caller()),
                given.has(ProgramOptions.NO_AUTORESTART) ? Boolean.FALSE : null,
                valuesOrNull(given, ProgramOptions.DEPENDENCIES));
    }

    private static @Nullable List<String> valuesOrNull(Arguments given, Option option) {
        List<String> values = given.values(option);
        return values.isEmpty() ? null : values;
    }
}
