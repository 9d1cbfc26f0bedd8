package pmon.os.linux;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import pmon.api.process.Account;
import pmon.api.spi.kernel.ChildKey;
import pmon.api.spi.kernel.KernelSettings;
import pmon.api.spi.kernel.SpawnCommand;
import pmon.api.spi.kernel.SpawnCommand.Output.AppendTo;
import pmon.api.spi.kernel.SpawnCommand.Output.Discard;
import pmon.api.spi.kernel.SpawnCommand.Output.Fifo;
import pmon.api.spi.kernel.SpawnResult.Cause;
import pmon.api.spi.kernel.SpawnResult.Refused;
import pmon.os.linux.OutputFile.Opened;
import pmon.os.linux.libc.FileCalls;
import pmon.os.linux.libc.SpawnCalls;

/** Brings a child into being, or says why not. */
final class Launcher {
    private final KernelSettings settings;
    private final FilesystemIdentity identity;
    private final Descriptors descriptors;
    private final OutputFile outputs;
    private final Refusals refusals;
    private final UserSwitch userSwitch = new UserSwitch();
    private final Preparation preparation = new Preparation();
    private final SpawnCalls spawner = new SpawnCalls();

    Launcher(
            KernelSettings settings,
            FilesystemIdentity identity,
            FileAccess access,
            OutputFile outputs,
            Descriptors descriptors) {
        this.settings = settings;
        this.identity = identity;
        this.descriptors = descriptors;
        this.outputs = outputs;
        this.refusals = new Refusals(access);
    }

    /** What came of it. */
    sealed interface Launched {
        /** A child, which nobody has reaped. */
        record Child(int pid) implements Launched {}

        record None(Refused why) implements Launched {}
    }

    Launched launch(SpawnCommand command) {
        Optional<Refused> hopeless = beforeOpening(command);
        if (hopeless.isPresent()) {
            return new Launched.None(hopeless.get());
        }
        return switch (command.output()) {
            case Discard _ -> start(command, descriptors.devNull(), descriptors.devNull());
            case AppendTo file -> startInto(command, outputs.open(file, command.user()));
            case Fifo(String out, String err) ->
                startInto(command, outputs.openPipe(out), out.equals(err) ? null : err);
        };
    }

    private Optional<Refused> beforeOpening(SpawnCommand command) {
        Account user = command.user();
        if (!Texts.encodable(command)) {
            String message = command.file() + ": a NUL character cannot be passed to a program";
            return Optional.of(new Refused(Cause.OTHER, message));
        }
        if (!identity.possible(user)) {
            String message = command.file() + ": only root may start it as user " + user.name();
            return Optional.of(new Refused(Cause.NOT_PERMITTED, message));
        }
        int reserved = descriptors.reserve();
        if (reserved < 0) {
            return Optional.of(refusals.of(-reserved, command));
        }
        Optional<Refused> impossible = preparation.impossible(command);
        if (impossible.isPresent()) {
            return impossible;
        }
        if (identity.foreign(user)) {
            return userSwitch.missing(command).or(() -> refusals.foreseen(command));
        }
        return preparation.needsAnother(command.setup()) ? refusals.foreseen(command) : Optional.empty();
    }

    private Launched startInto(SpawnCommand command, Opened opened) {
        return startInto(command, opened, null);
    }

    /** @param error path of the pipe for stderr; null where it goes where stdout does */
    private Launched startInto(SpawnCommand command, Opened opened, @Nullable String error) {
        return switch (opened) {
            case Opened.Failed(int errno, String message) -> new Launched.None(unopened(errno, message));
            case Opened.Descriptor(int number) -> {
                int output = Descriptors.lift(number);
                if (output < 0) {
                    yield new Launched.None(refusals.of(-output, command));
                }
                try {
                    yield error == null
                            ? start(command, output, output)
                            : startApart(command, output, outputs.openPipe(error));
                } finally {
                    FileCalls.close(output);
                }
            }
        };
    }

    private Launched startApart(SpawnCommand command, int output, Opened error) {
        return switch (error) {
            case Opened.Failed(int errno, String message) -> new Launched.None(unopened(errno, message));
            case Opened.Descriptor(int number) -> {
                try {
                    yield start(command, output, number);
                } finally {
                    FileCalls.close(number);
                }
            }
        };
    }

    private static Refused unopened(int errno, String message) {
        return new Refused(Refusals.resources(errno) ? Cause.NO_RESOURCES : Cause.BAD_OUTPUT, message);
    }

    private Launched start(SpawnCommand command, int output, int error) {
        List<String> environment = environment(command.environment(), command.key());
        List<String> program = preparation.program(command);
        UserSwitch.Call call = identity.foreign(command.user())
                ? userSwitch.call(command.user(), program, environment)
                : new UserSwitch.Call(program.getFirst(), program, environment);
        UserSwitch.Call prepared = call.behind(preparation.front(command.setup()));
        int input = descriptors.devNull();
        long lineage = Lineage.number(mark(settings.instanceMark(), command.key()));
        int pid = OrphanReaper.shared()
                .spawn(() -> preparation.underUmask(
                        command.setup(),
                        () -> Lineage.bornWith(
                                lineage,
                                () -> OpenFiles.spawnUnder(
                                        softOpenFiles(command.setup()),
                                        output,
                                        () -> spawner.spawn(
                                                prepared.file(),
                                                prepared.arguments(),
                                                prepared.environment(),
                                                command.directory(),
                                                input,
                                                output,
                                                error)))));
        return pid > 0 ? new Launched.Child(pid) : new Launched.None(refusals.of(-pid, command));
    }

    /** One with a limit of its own gets that from what stands in front of it. */
    private OptionalLong softOpenFiles(SpawnCommand.Setup setup) {
        return setup.limits().containsKey("nofile") ? OptionalLong.empty() : settings.softOpenFiles();
    }

    /** The value of {@link KernelSettings#MARK_VARIABLE} that marks the processes of an instance. */
    static String mark(String instanceMark, ChildKey key) {
        return mark(instanceMark, key.process()) + ":" + key.generation();
    }

    /** What the marks of all instances of a program begin with, before the colon. */
    static String mark(String instanceMark, int process) {
        return instanceMark + ":" + process;
    }

    /** Whether C strings can hold it. */
    static boolean encodable(SpawnCommand command) {
        return Texts.encodable(command);
    }

    private List<String> environment(Map<String, String> variables, ChildKey key) {
        var entries = new ArrayList<String>(variables.size() + 1);
        entries.add(KernelSettings.MARK_VARIABLE + "=" + mark(settings.instanceMark(), key));
        for (Map.Entry<String, String> variable : variables.entrySet()) {
            if (!variable.getKey().equals(KernelSettings.MARK_VARIABLE)) {
                entries.add(variable.getKey() + "=" + variable.getValue());
            }
        }
        return entries;
    }

    /** Checks what C strings cannot hold. */
    private static final class Texts {
        private Texts() {}

        static boolean encodable(SpawnCommand command) {
            return clean(command.file())
                    && clean(command.directory())
                    && command.args().stream().allMatch(Texts::clean)
                    && command.environment().entrySet().stream()
                            .allMatch(variable -> clean(variable.getKey()) && clean(variable.getValue()))
                    && (!(command.output() instanceof AppendTo(String path, int _)) || clean(path));
        }

        private static boolean clean(String text) {
            return text.indexOf('\0') < 0;
        }
    }
}
