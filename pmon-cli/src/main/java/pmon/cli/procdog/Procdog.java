package pmon.cli.procdog;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import pmon.api.process.ProcessView;
import pmon.api.protocol.Completion;
import pmon.api.protocol.Request;
import pmon.cli.client.Build;
import pmon.cli.client.Client;
import pmon.cli.shell.Caller;
import pmon.cli.shell.Console;
import pmon.cli.shell.Failure;
import pmon.cli.shell.Machine;
import pmon.cli.shell.ReaderGone;

/**
 * The program {@code procdog}: start a process, wait until it is healthy, stop it. Its commands, options, answers and exit codes are
 * those of procdog, of whose processes each has a monitor of its own; here all are the daemon's.
 */
public final class Procdog {
    private final Caller caller;
    private final Console console;
    private final Machine machine;
    private final Client client;

    public Procdog(Caller caller, Console console, Machine machine, Client client) {
        this.caller = caller;
        this.console = console;
        this.machine = machine;
        this.client = client;
    }

    /** Runs a line. @return the exit code */
    public int run(List<String> words) {
        try {
            int code = outcome(words);
            console.flush();
            return code;
        } catch (ReaderGone e) {
            return 0;
        } catch (IOException e) {
            console.complain("procdog: error: cannot write the output: " + e.getMessage());
            return Answer.ERROR;
        }
    }

    private int outcome(List<String> words) throws IOException {
        try {
            if (words.contains("-h") || words.contains("--help")) {
                console.print(Line.help());
                return Answer.DONE;
            }
            if (words.contains("-v") || words.contains("--version")) {
                console.print("procdog of pmon " + Build.version() + "\n");
                return Answer.DONE;
            }
            return carryOut(Line.read(words));
        } catch (Trouble trouble) {
            if (trouble.exitCode() == Trouble.USAGE) {
                console.complain(Line.usage());
            }
            console.complain("procdog: error: " + trouble.getMessage());
            return trouble.exitCode();
        } catch (Failure failure) {
            console.print(Answer.error(failure.failed().message()).line() + "\n");
            return Answer.ERROR;
        }
    }

    private int carryOut(Line line) throws Trouble, Failure, IOException {
        Path file = configuration(line);
        Map<Setting, String> said = file == null ? Map.of() : ConfigurationFile.read(file, line.name());
        Wishes wishes = Wishes.of(said, line.given(), caller);
        if (line.debug()) {
            console.complain("procdog: debug: configuration file: " + (file == null ? "none" : file));
            console.complain("procdog: debug: combined options: " + wishes);
        }
        Processes processes = new Processes(line.name(), client, caller, machine);
        return switch (line.command()) {
            case "start" -> start(line, wishes, processes);
            case "stop" -> stop(line, wishes, processes);
            case "wait" -> answer(processes.awaitHealth(processes.find())).exitCode(true);
            default -> answer(processes.status(processes.find())).exitCode(wishes.flag(Setting.ENSURE_HEALTHY));
        };
    }

    private int stop(Line line, Wishes wishes, Processes processes) throws Failure, IOException {
        boolean strict = wishes.flag(Setting.STRICT);
        Answer answer = answer(processes.stop(processes.find()));
        if (strict && answer.equals(Answer.STOPPED)) {
            console.complain("procdog: error: process '" + line.name() + "' is not running");
        }
        return answer.stopExitCode(strict);
    }

    private int start(Line line, Wishes wishes, Processes processes) throws Trouble, Failure, IOException {
        if (wishes.text(Setting.COMMAND) == null) {
            throw new Trouble(
                    Trouble.USAGE,
                    "Must specify --command with 'start' or supply a command in the config file for this id ('"
                            + line.name() + "')");
        }
        boolean ensured = wishes.flag(Setting.ENSURE_HEALTHY);
        ProcessView before = processes.find();
        if (before != null && before.pid() != null) {
            if (wishes.flag(Setting.STRICT)) {
                console.complain("procdog: error: process '" + line.name() + "' is already running");
                return Answer.ALREADY_RUNNING;
            }
            return answer(processes.status(before)).exitCode(ensured);
        }
        String objection;
        try {
            objection = processes.start(new Request.Exec(
                    new Launch(wishes, caller, machine).command(processes.name()), Completion.UNTIL_DONE));
        } catch (Launch.Impossible impossible) {
            objection = impossible.getMessage();
        }
        if (objection != null) {
            return answer(Answer.error(objection)).exitCode(ensured);
        }
        ProcessView started = processes.find();
        if (!ensured) {
            return answer(processes.status(started)).exitCode(false);
        }
        Answer answer = processes.awaitHealth(started);
        if (answer.isRunning() && !answer.healthy()) {
            answer = processes.stop(processes.find());
        }
        return answer(answer).exitCode(true);
    }

    private Answer answer(Answer answer) throws IOException {
        console.print(answer.line() + "\n");
        return answer;
    }

    /** Where it is named, else beside this program, else in the caller's home; null where there is none. */
    private @Nullable Path configuration(Line line) {
        if (line.config() != null) {
            return Path.of(caller.absolute(line.config()));
        }
        Path image = machine.image();
        Path beside = image == null ? null : image.resolve("bin/procdog.cfg");
        if (beside != null && Files.isRegularFile(beside)) {
            return beside;
        }
        String home = caller.variable("HOME");
        Path own = home == null ? null : Path.of(home).resolve(".procdog.cfg");
        return own != null && Files.isRegularFile(own) ? own : null;
    }
}
