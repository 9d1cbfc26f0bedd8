package pmon.cli.command;

import org.jspecify.annotations.Nullable;
import pmon.cli.args.Arguments;
import pmon.cli.args.Candidates;
import pmon.cli.args.Option;
import pmon.cli.shell.Caller;

/** Options that say how a program runs, wherever one is started. */
final class ProgramOptions {
    static final Option NO_AUTORESTART =
            Option.flag("do not start it again when it ends by itself", "-n", "--no-autorestart");
    static final Option AUTORESTART =
            Option.flag("start it again when it ends by itself, after --no-autorestart", "--autorestart");
    static final Option USER = Option.value("USER", "run it as this user (default: the caller)", "-u", "--user")
            .from(Candidates.USERS);
    static final Option LOG =
            Option.value("FILE", "its log file", "-l", "--log").from(Candidates.FILES);
    static final Option LOG_DIR =
            Option.value("DIR", "the directory of its log file", "--log-dir").from(Candidates.DIRECTORIES);
    static final Option ARGS =
            Option.verbatim("\"ARG …\"", "arguments of the program, quoted as in a shell", "-a", "--args");
    static final Option DEPENDENCIES = Option.list(
                    "NAME[,NAME…]", "programs that start before it", "-d", "--dependencies")
            .from(Candidates.PROGRAMS);

    private ProgramOptions() {}

    /** A path option's value as an absolute path: the daemon does not know the caller's directory. */
    static @Nullable String path(Arguments given, Option option, Caller caller) {
        String path = given.value(option);
        return path == null ? null : caller.absolute(path);
    }
}
