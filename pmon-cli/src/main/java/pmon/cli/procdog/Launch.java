package pmon.cli.procdog;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import pmon.api.process.ExecutionSettings;
import pmon.api.process.KillMode;
import pmon.api.process.LogSettings;
import pmon.api.process.ProcessSpec.RestartSettings;
import pmon.api.process.ProcessSpec.StopSettings;
import pmon.api.process.ShellWords;
import pmon.api.process.TaskSettings;
import pmon.api.protocol.ExecCommand;
import pmon.cli.shell.Caller;
import pmon.cli.shell.Machine;

/** Makes of what is wanted what the daemon is asked for: a program that nobody restarts, with the caller's surroundings. */
final class Launch {
    private static final String SHELL = "/bin/sh";
    private static final String NOTHING = "/dev/null";

    /** Opens the streams and becomes the program. The first three words are files, the others the command. */
    private static final String REDIRECT = "in=$1 out=$2 err=$3; shift 3; exec \"$@\" <\"$in\" >>\"$out\" 2>>\"$err\"";

    private final Wishes wishes;
    private final Caller caller;
    private final Machine machine;

    Launch(Wishes wishes, Caller caller, Machine machine) {
        this.wishes = wishes;
        this.caller = caller;
        this.machine = machine;
    }

    /** It cannot be started; the message says why. */
    static final class Impossible extends Exception {
        private static final long serialVersionUID = 1L;

        Impossible(String message) {
            super(message, null, false, false);
        }
    }

    /** Opens what there is to open, so that what is wrong is told at once. */
    ExecCommand command(String name) throws Impossible {
        List<String> words = redirected(words());
        return new ExecCommand(
                words.getFirst(),
                name,
                words.subList(1, words.size()),
                Health.remembered(wishes, environment()),
                wishes.directory(),
                Map.of(),
                wishes.directory(),
                null,
                null,
                null,
                false,
                RestartSettings.DEFAULT,
                new StopSettings(null, null, wishes.seconds(Setting.LINGER)),
                List.of(),
                List.of(),
                true,
                new ExecutionSettings(
                        null,
                        List.of(),
                        null,
                        null,
                        Map.of(),
                        new LogSettings(null, null, null, null, null, LogSettings.Mode.NONE, null, null),
                        KillMode.TREE),
                TaskSettings.DEFAULT);
    }

    private Map<String, String> environment() {
        return new HashMap<>(caller.environment());
    }

    private List<String> words() throws Impossible {
        String command = String.valueOf(wishes.text(Setting.COMMAND));
        if (wishes.flag(Setting.SHELL)) {
            return List.of(SHELL, "-c", command);
        }
        List<String> words;
        try {
            words = new ArrayList<>(ShellWords.split(command));
        } catch (IllegalArgumentException e) {
            throw new Impossible("Failed to start: " + e.getMessage() + ": " + command);
        }
        if (words.isEmpty()) {
            throw new Impossible("Failed to start: no command");
        }
        words.set(0, found(words.getFirst(), command));
        return words;
    }

    /** As {@code execvp} does, from the directory of the process. */
    private String found(String word, String command) throws Impossible {
        if (word.contains("/")) {
            return executable(Path.of(wishes.directory()).resolve(word).normalize(), word, command)
                    .toString();
        }
        String path = caller.environment().getOrDefault("PATH", "/bin:/usr/bin");
        for (String directory : path.split(":", -1)) {
            Path file = Path.of(wishes.directory()).resolve(directory).resolve(word);
            if (Files.isRegularFile(file) && Files.isExecutable(file)) {
                return file.normalize().toString();
            }
        }
        throw new Impossible("Failed to start: [Errno 2] No such file or directory: '" + word + "': " + command);
    }

    private static Path executable(Path file, String word, String command) throws Impossible {
        if (!Files.exists(file)) {
            throw new Impossible("Failed to start: [Errno 2] No such file or directory: '" + word + "': " + command);
        }
        if (!Files.isRegularFile(file) || !Files.isExecutable(file)) {
            throw new Impossible("Failed to start: [Errno 13] Permission denied: '" + word + "': " + command);
        }
        return file;
    }

    /** The daemon gives its programs nothing to read, and here nowhere to write: what else is wanted a shell opens. */
    private List<String> redirected(List<String> words) throws Impossible {
        Path in = wishes.file(Setting.STDIN);
        if (in != null && !Files.isReadable(in)) {
            throw new Impossible("cannot read " + in);
        }
        String out = output(Setting.STDOUT, 1);
        String err = output(Setting.STDERR, 2);
        if (in == null && out.equals(NOTHING) && err.equals(NOTHING)) {
            return words;
        }
        List<String> all = new ArrayList<>(
                List.of(SHELL, "-c", REDIRECT, "procdog", in == null ? NOTHING : in.toString(), out, err));
        all.addAll(words);
        return all;
    }

    /** The file, emptied unless it is appended to; the caller's terminal; or nowhere. */
    private String output(Setting setting, int descriptor) throws Impossible {
        Path file = wishes.file(setting);
        if (file == null) {
            String terminal = machine.terminal(descriptor);
            return terminal == null ? NOTHING : terminal;
        }
        try {
            Files.newOutputStream(
                            file,
                            StandardOpenOption.CREATE,
                            StandardOpenOption.WRITE,
                            wishes.flag(Setting.APPEND)
                                    ? StandardOpenOption.APPEND
                                    : StandardOpenOption.TRUNCATE_EXISTING)
                    .close();
            return file.toString();
        } catch (NoSuchFileException e) {
            throw new Impossible("cannot write " + file + ": no such directory");
        } catch (IOException e) {
            throw new Impossible("cannot write " + file + ": " + e.getMessage());
        }
    }
}
