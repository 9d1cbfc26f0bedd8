package pmon.cli.procdog;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import pmon.api.process.ProcessView;
import pmon.api.process.ShellWords;
import pmon.api.protocol.ErrorCode;
import pmon.cli.shell.Caller;
import pmon.cli.shell.Failure;
import pmon.cli.shell.Machine;

/**
 * The health command of a process. Whoever asks runs it, so that nobody waits for the checks of others. Later commands find it in the
 * environment of the process, which is where whoever started it left it.
 */
final class Health {
    private static final String COMMAND = "PROCDOG_HEALTH_COMMAND";
    private static final String COUNT = "PROCDOG_HEALTH_COUNT";
    private static final String DELAY = "PROCDOG_HEALTH_DELAY_MILLIS";

    /** What others see of a value. */
    private static final String HIDDEN = "***";

    private final ProcessView process;
    private final Caller caller;
    private final Machine machine;

    Health(ProcessView process, Caller caller, Machine machine) {
        this.process = process;
        this.caller = caller;
        this.machine = machine;
    }

    /** The environment, with what is wanted in it. */
    static Map<String, String> remembered(Wishes wishes, Map<String, String> environment) {
        environment.keySet().removeAll(List.of(COMMAND, COUNT, DELAY));
        String command = wishes.text(Setting.HEALTH_COMMAND);
        if (command != null) {
            environment.put(COMMAND, command);
            environment.put(COUNT, Integer.toString(wishes.count()));
            environment.put(
                    DELAY, Long.toString(wishes.seconds(Setting.HEALTH_DELAY).toMillis()));
        }
        return environment;
    }

    /** How often it may be run in a wait. */
    int count() {
        return number(COUNT);
    }

    Duration delay() {
        return Duration.ofMillis(number(DELAY));
    }

    /** Runs it. Returns its exit code; null where there is none, or it is another user's: root runs nothing of theirs. */
    @Nullable
    Integer check() throws Failure {
        String command = process.envVars().get(COMMAND);
        boolean another = caller.root() && !process.user().equals("root");
        if (command == null || another || command.equals(HIDDEN)) {
            return null;
        }
        List<String> words;
        try {
            words = ShellWords.split(command);
        } catch (IllegalArgumentException e) {
            throw new Failure(ErrorCode.FAILED, command + ": " + e.getMessage());
        }
        return machine.run(words, process.cwd(), process.envVars()).exitCode();
    }

    private int number(String variable) {
        String text = process.envVars().getOrDefault(variable, "0");
        return text.matches("[0-9]{1,9}") ? new BigDecimal(text).intValue() : 0;
    }
}
