package pmon.os.portable;

import java.io.File;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import pmon.api.process.Account;
import pmon.api.spi.kernel.ChildKey;
import pmon.api.spi.kernel.KernelSettings;
import pmon.api.spi.kernel.SpawnCommand;
import pmon.api.spi.kernel.SpawnCommand.Output;
import pmon.api.spi.kernel.SpawnResult.Cause;
import pmon.api.spi.kernel.SpawnResult.Refused;

/** Starts a child with ProcessBuilder, or says why not. Files are looked at before they are used, so a race can still fool it. */
final class Launcher {
    /** As in {@code Exec failed, error: 2 (No such file or directory)}, or {@code error=2,}. */
    private static final Pattern ERRNO = Pattern.compile("error[:=] ?(\\d{1,3})");

    private static final File NOTHING = new File("/dev/null");

    private final String instanceMark;
    private final Account self;
    private final FileAccess access;

    Launcher(String instanceMark, Account self, FileAccess access) {
        this.instanceMark = instanceMark;
        this.self = self;
        this.access = access;
    }

    /** What came of it. */
    sealed interface Launched {
        record Child(Process process) implements Launched {}

        record None(Refused why) implements Launched {}
    }

    Launched launch(SpawnCommand command) {
        Optional<Refused> refused = setup(command)
                .or(() -> user(command))
                .or(() -> directory(command))
                .or(() -> file(command))
                .or(() -> output(command.output()));
        if (refused.isPresent()) {
            return new Launched.None(refused.get());
        }
        try {
            return new Launched.Child(builder(command).start());
        } catch (IOException | IllegalArgumentException e) {
            return new Launched.None(failed(command, String.valueOf(e.getMessage())));
        }
    }

    /** The same with input and output as pipes, and without the mark of an instance. */
    Launched launchPiped(SpawnCommand command) {
        Optional<Refused> refused = user(command).or(() -> directory(command)).or(() -> file(command));
        if (refused.isPresent()) {
            return new Launched.None(refused.get());
        }
        ProcessBuilder builder = builder(command)
                .redirectInput(ProcessBuilder.Redirect.PIPE)
                .redirectOutput(ProcessBuilder.Redirect.PIPE);
        builder.environment().remove(KernelSettings.MARK_VARIABLE);
        try {
            return new Launched.Child(builder.start());
        } catch (IOException | IllegalArgumentException e) {
            return new Launched.None(failed(command, String.valueOf(e.getMessage())));
        }
    }

    private ProcessBuilder builder(SpawnCommand command) {
        var words = new ArrayList<String>(List.of(command.file()));
        words.addAll(command.args());
        var builder = new ProcessBuilder(words)
                .directory(new File(command.directory()))
                .redirectInput(NOTHING)
                .redirectErrorStream(true)
                .redirectOutput(
                        switch (command.output()) {
                            case Output.AppendTo file -> ProcessBuilder.Redirect.appendTo(new File(file.path()));
                            case Output.Fifo pipes -> ProcessBuilder.Redirect.to(new File(pipes.out()));
                            case Output.Discard _ -> ProcessBuilder.Redirect.DISCARD;
                        });
        Map<String, String> environment = builder.environment();
        environment.clear();
        environment.putAll(command.environment());
        environment.put(KernelSettings.MARK_VARIABLE, mark(command.key()));
        return builder;
    }

    private String mark(ChildKey key) {
        return instanceMark + ":" + key.process() + ":" + key.generation();
    }

    private static Optional<Refused> setup(SpawnCommand command) {
        return command.setup().equals(SpawnCommand.Setup.USUAL)
                ? Optional.empty()
                : refused(
                        Cause.OTHER,
                        command.file()
                                + ": the portable kernel port cannot give it a umask, a nice value, limits, or a kill_mode but"
                                + " tree");
    }

    private Optional<Refused> user(SpawnCommand command) {
        return command.user().uid() == self.uid()
                ? Optional.empty()
                : refused(
                        Cause.NOT_PERMITTED,
                        command.file() + ": the portable kernel port cannot start it as user "
                                + command.user().name());
    }

    private Optional<Refused> directory(SpawnCommand command) {
        String directory = command.directory();
        return switch (access.directory(directory, self)) {
            case GRANTED -> Optional.empty();
            case MISSING -> refused(Cause.BAD_DIRECTORY, directory + ": no such directory");
            case WRONG_KIND -> refused(Cause.BAD_DIRECTORY, directory + ": not a directory");
            case DENIED -> refused(Cause.BAD_DIRECTORY, directory + ": permission denied");
        };
    }

    private Optional<Refused> file(SpawnCommand command) {
        String file = command.file();
        return switch (access.executable(file, self)) {
            case GRANTED -> Optional.empty();
            case MISSING -> refused(Cause.NO_SUCH_FILE, file + ": no such file");
            case WRONG_KIND ->
                refused(
                        Cause.NOT_EXECUTABLE,
                        file + (Files.isDirectory(Path.of(file)) ? ": is a directory" : ": not a regular file"));
            case DENIED -> refused(Cause.NOT_EXECUTABLE, file + ": permission denied");
        };
    }

    private static Optional<Refused> output(Output output) {
        return switch (output) {
            case Output.Discard _ -> Optional.empty();
            case Output.AppendTo(String path, int mode) -> prepare(Path.of(path), mode);
            case Output.Fifo(String out, String _) ->
                refused(Cause.BAD_OUTPUT, out + ": the portable kernel port does not capture output");
        };
    }

    private static Optional<Refused> prepare(Path log, int mode) {
        try {
            Files.createFile(log);
            Files.setPosixFilePermissions(log, permissions(mode));
            return Optional.empty();
        } catch (FileAlreadyExistsException _) {
            if (Files.isSymbolicLink(log)) {
                return refused(Cause.BAD_OUTPUT, log + ": is a symbolic link, which a log may not be");
            }
            return Files.isRegularFile(log, LinkOption.NOFOLLOW_LINKS) && Files.isWritable(log)
                    ? Optional.empty()
                    : refused(Cause.BAD_OUTPUT, log + ": not a regular file that may be written");
        } catch (IOException e) {
            return refused(Cause.BAD_OUTPUT, log + ": cannot be created: " + e);
        }
    }

    private static Set<PosixFilePermission> permissions(int mode) {
        var text = new StringBuilder("rwxrwxrwx");
        for (int i = 0; i < text.length(); i++) {
            if ((mode & (0400 >> i)) == 0) {
                text.setCharAt(i, '-');
            }
        }
        return PosixFilePermissions.fromString(text.toString());
    }

    /** The JDK tells the error number in its message only. */
    private static Refused failed(SpawnCommand command, String message) {
        Matcher errno = ERRNO.matcher(message);
        Cause cause = switch (errno.find() ? Integer.parseInt(errno.group(1)) : 0) {
            case 2, 8, 13 -> Cause.NOT_EXECUTABLE; // ENOENT, of the interpreter; ENOEXEC; EACCES
            case 11, 12, 23, 24, 35 -> Cause.NO_RESOURCES; // EAGAIN here and on BSD, ENOMEM, ENFILE, EMFILE
            default -> Cause.OTHER;
        };
        return new Refused(cause, command.file() + ": " + message);
    }

    private static Optional<Refused> refused(Cause cause, String message) {
        return Optional.of(new Refused(cause, message));
    }
}
