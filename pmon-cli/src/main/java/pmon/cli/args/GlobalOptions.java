package pmon.cli.args;

import java.util.List;

/** Options that every command takes, before or behind its name. */
public final class GlobalOptions {
    public static final Option JSON = Option.flag("print one JSON document and nothing else", "--json");
    public static final Option NO_WAIT =
            Option.flag("return once the change is recorded, not when it is done", "--no-wait");
    public static final Option TIMEOUT = Option.value(
            "DURATION", "wait at most so long (500ms, 2s, 1h30m; a bare number is milliseconds)", "--timeout");
    public static final Option NO_AUTOSTART = Option.flag("do not start a missing daemon", "--no-autostart");
    public static final Option SYSTEM = Option.flag("talk to the daemon of the system (root's)", "--system");
    public static final Option HOST =
            Option.value("NAME", "talk to the daemon of another machine, of those in hosts.toml", "--host");
    public static final Option NO_COLOR = Option.flag("print without colours", "--no-color");
    public static final Option HELP = Option.flag("show help for the command", "-h", "--help");

    public static final List<Option> ALL = List.of(JSON, NO_WAIT, TIMEOUT, NO_AUTOSTART, SYSTEM, HOST, NO_COLOR, HELP);

    private GlobalOptions() {}
}
