package pmon.daemon.loop;

import java.util.HashMap;
import java.util.Map;
import pmon.api.process.KillMode;
import pmon.api.process.ProcessSpec;
import pmon.api.spi.kernel.Adoption;
import pmon.api.spi.kernel.ChildKey;
import pmon.api.spi.kernel.Kernel;
import pmon.api.spi.kernel.SpawnCommand;
import pmon.api.spi.kernel.SpawnResult;
import pmon.core.supervisor.Effect;
import pmon.core.supervisor.Input;

/** Does to the operating system what the supervisor decided, and tells what came of it. */
final class Hands {
    private final Kernel kernel;
    private final String mark;
    private final Outputs outputs;
    private final Checks checks;

    Hands(Kernel kernel, String mark, Outputs outputs, Checks checks) {
        this.kernel = kernel;
        this.mark = mark;
        this.outputs = outputs;
        this.checks = checks;
    }

    Input spawn(Effect.Spawn spawn) {
        return switch (outputs.prepare(spawn.key().process(), spawn.spec())) {
            case Outputs.Prepared.Ready(SpawnCommand.Output output) -> spawn(spawn, output);
            case Outputs.Prepared.Refused(String message) ->
                new Input.SpawnRefused(spawn.key(), new SpawnResult.Refused(SpawnResult.Cause.BAD_OUTPUT, message));
        };
    }

    void deleted(Effect.Deleted deleted) {
        outputs.end(deleted.last().id());
    }

    private Input spawn(Effect.Spawn spawn, SpawnCommand.Output output) {
        return switch (kernel.spawn(command(spawn.key(), spawn.spec(), output))) {
            case SpawnResult.Spawned(var identity) -> new Input.Spawned(spawn.key(), identity);
            case SpawnResult.Refused refused -> {
                checks.end(spawn.key());
                yield new Input.SpawnRefused(spawn.key(), refused);
            }
        };
    }

    Input adopt(Effect.Adopt adopt) {
        ProcessSpec spec = adopt.spec();
        KillMode killMode = spec.execution().killMode();
        Adoption adoption = adopt.identity() == null
                ? kernel.adoptMarked(adopt.key(), mark, spec.user(), killMode)
                : kernel.adopt(adopt.key(), adopt.identity(), spec.user(), killMode);
        if (adoption instanceof Adoption.Adopted) {
            checks.resume(adopt.key(), spec);
        }
        return new Input.AdoptionEnded(adopt.key(), adoption);
    }

    void signalTree(Effect.SignalTree signal) {
        kernel.signalTree(signal.key(), signal.signal());
    }

    void signalMain(Effect.SignalMain signal) {
        kernel.signalMain(signal.key(), signal.signal());
    }

    void release(Effect.Release release) {
        kernel.release(release.key());
    }

    private SpawnCommand command(ChildKey key, ProcessSpec spec, SpawnCommand.Output output) {
        Map<String, String> environment = new HashMap<>(spec.inheritedEnv());
        environment.putAll(checks.prepare(key, spec));
        environment.putAll(spec.envVars());
        return new SpawnCommand(
                key,
                spec.file(),
                spec.args(),
                environment,
                spec.cwd(),
                spec.user(),
                output,
                SpawnCommand.Setup.of(spec.execution()));
    }
}
