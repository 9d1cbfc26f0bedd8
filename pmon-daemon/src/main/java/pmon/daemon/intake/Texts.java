package pmon.daemon.intake;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import pmon.api.process.ExecutionSettings;
import pmon.api.process.ExecutionSettings.ResourceLimit;
import pmon.api.process.LimitNotation;
import pmon.api.protocol.ErrorCode;
import pmon.api.protocol.ExecCommand;
import pmon.api.protocol.SpecChange;
import pmon.daemon.config.RestartTimes;

/** Refuses text that the operating system cannot take: what follows a NUL would be cut off unseen. */
final class Texts {
    private Texts() {}

    static void check(ExecCommand command) throws Refusal {
        whole("the file", command.file());
        whole("the working directory", command.cwd());
        whole("the log", command.log());
        whole("the log directory", command.logDir());
        whole("the caller's directory", command.callerDirectory());
        whole(command.args());
        if (!command.callerDirectory().startsWith("/")) {
            throw new Refusal(ErrorCode.USAGE, "the caller's directory is not an absolute path");
        }
        check(command.envVars());
        check(command.execution());
        Optional<String> objection = RestartTimes.objection(command.restart());
        if (objection.isPresent()) {
            throw new Refusal(ErrorCode.USAGE, objection.get());
        }
    }

    static void check(Map<String, String> variables) throws Refusal {
        for (Map.Entry<String, String> variable : variables.entrySet()) {
            if (!Environments.validName(variable.getKey())) {
                throw new Refusal(
                        ErrorCode.USAGE, "\"" + variable.getKey() + "\" cannot be the name of an environment variable");
            }
            whole("the variable " + variable.getKey(), variable.getValue());
        }
    }

    private static void check(ExecutionSettings execution) throws Refusal {
        whole("the env_file", execution.envFile());
        for (Map.Entry<String, ResourceLimit> limit : execution.limits().entrySet()) {
            if (!LimitNotation.valid(limit.getKey(), limit.getValue())) {
                throw new Refusal(
                        ErrorCode.USAGE,
                        "\"" + limit.getKey() + "=" + LimitNotation.show(limit.getValue()) + "\" is no limit; use "
                                + String.join(", ", LimitNotation.NAMES) + " with " + LimitNotation.ALLOWED);
            }
        }
    }

    static void check(SpecChange change) throws Refusal {
        whole("the log", change.log());
        whole("the log directory", change.logDir());
        if (change.args() != null) {
            whole(change.args());
        }
    }

    private static void whole(List<String> args) throws Refusal {
        for (String arg : args) {
            whole("an argument", arg);
        }
    }

    private static void whole(String what, @Nullable String text) throws Refusal {
        if (text != null && text.indexOf('\0') >= 0) {
            throw new Refusal(ErrorCode.USAGE, what + " contains a NUL character");
        }
    }
}
