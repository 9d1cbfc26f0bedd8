package pmon.daemon.probe;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import pmon.api.process.Account;
import pmon.api.process.ProcessName;
import pmon.api.process.ProcessSpec;
import pmon.api.spi.monitor.CheckContext;

/** What one check of one instance may know and do. */
final class ProgramContext implements CheckContext {
    private final ProcessSpec spec;
    private final int pid;
    private final Commands commands;
    private final Deadline deadline;

    ProgramContext(ProcessSpec spec, int pid, Commands commands, Deadline deadline) {
        this.spec = spec;
        this.pid = pid;
        this.commands = commands;
        this.deadline = deadline;
    }

    @Override
    public ProcessName program() {
        return spec.name();
    }

    @Override
    public Optional<Integer> pid() {
        return Optional.of(pid);
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
}
