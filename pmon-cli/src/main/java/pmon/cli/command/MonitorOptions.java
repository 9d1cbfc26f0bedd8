package pmon.cli.command;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import pmon.api.process.MonitorSpec;
import pmon.api.process.MonitorSpec.Role;
import pmon.api.process.TaskSettings;
import pmon.cli.args.Arguments;
import pmon.cli.args.CheckNotation;
import pmon.cli.args.Durations;
import pmon.cli.args.Option;
import pmon.cli.shell.Failure;

/** Options that say how a program is checked. */
final class MonitorOptions {
    private static final Option READY = Option.verbatim(
            CheckNotation.LABEL,
            "what tells that it is ready: http://localhost:8080/health, tcp:8080, exec:'COMMAND ARG'; repeatable",
            "--ready");
    private static final Option ALIVE = Option.verbatim(
            CheckNotation.LABEL, "what tells that it works; one that fails has it restarted; repeatable", "--alive");
    private static final Option READY_TIMEOUT =
            Option.value("DURATION", "how long it may take to become ready", "--ready-timeout");

    static final List<Option> ALL = List.of(READY, ALIVE, READY_TIMEOUT);

    private MonitorOptions() {}

    static TaskSettings of(Arguments given) throws Failure {
        List<MonitorSpec> monitors = new ArrayList<>();
        add(monitors, given, READY, Role.READY, "ready");
        add(monitors, given, ALIVE, Role.ALIVE, "alive");
        String timeout = given.value(READY_TIMEOUT);
        if (monitors.isEmpty() && timeout == null) {
            return TaskSettings.DEFAULT;
        }
        return new TaskSettings(
                monitors,
                timeout == null ? null : Durations.parse(timeout, READY_TIMEOUT.longest(), Durations.Bare.REFUSED),
                Map.of());
    }

    private static void add(List<MonitorSpec> monitors, Arguments given, Option option, Role role, String name)
            throws Failure {
        int number = 0;
        for (String text : given.values(option)) {
            number++;
            monitors.add(
                    new MonitorSpec(number == 1 ? name : name + "-" + number, role, CheckNotation.parse(text, option)));
        }
    }
}
