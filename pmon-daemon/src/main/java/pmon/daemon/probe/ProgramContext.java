package pmon.daemon.probe;

import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import pmon.api.process.Account;
import pmon.api.process.ProcessIdentity;
import pmon.api.process.ProcessName;
import pmon.api.process.ProcessSpec;
import pmon.api.spi.kernel.ChildKey;
import pmon.api.spi.monitor.CheckContext;
import pmon.api.spi.monitor.Notices;
import pmon.api.spi.monitor.ProgramOutput;
import pmon.core.supervisor.Effect;

/** What one check of one instance may know and do. */
final class ProgramContext implements CheckContext {
    private final ChildKey key;
    private final ProcessSpec spec;
    private final @Nullable ProcessIdentity main;
    private final Commands commands;
    private final Ears ears;
    private final Deadline deadline;

    ProgramContext(Effect.Check order, Commands commands, Ears ears, Deadline deadline) {
        this.key = order.key();
        this.spec = order.program();
        this.main = order.main();
        this.commands = commands;
        this.ears = ears;
        this.deadline = deadline;
    }

    /** The main process; null before it is started. */
    @Nullable
    ProcessIdentity main() {
        return main;
    }

    @Override
    public ProcessName program() {
        return spec.name();
    }

    @Override
    public Optional<Integer> pid() {
        return Optional.ofNullable(main).map(ProcessIdentity::pid);
    }

    @Override
    public Account user() {
        return spec.user();
    }

    @Override
    public Map<String, String> environment() {
        Map<String, String> environment = new HashMap<>(spec.inheritedEnv());
        environment.putAll(spec.envVars());
        return environment;
    }

    @Override
    public String directory() {
        return spec.cwd();
    }

    @Override
    public Duration remaining() {
        return deadline.remaining();
    }

    @Override
    public CommandResult run(List<String> command) throws InterruptedException {
        return commands.run(command, this, deadline);
    }

    @Override
    public Notices notices(Predicate<Notices> wanted) throws InterruptedException {
        return ears.notices().await(key, wanted, deadline.half());
    }

    @Override
    public ProgramOutput output() throws IOException {
        return ears.output(key, spec);
    }
}
