package pmon.testkit.simulation;

import java.util.List;
import pmon.api.process.MonitorSpec;
import pmon.api.spi.monitor.CheckResult;
import pmon.core.supervisor.Defaults;
import pmon.core.supervisor.Effect;
import pmon.core.supervisor.Input;
import pmon.core.supervisor.Recovered;
import pmon.testkit.kernel.FakeMachine;

/** A mistake in the supervisor, the journal or the kernel, made to see that it is noticed. As it stands it is none. */
class Flaw {
    static final Flaw NONE = new Flaw();

    /** Settings that the supervisor believes in. */
    Defaults defaults() {
        return Defaults.STANDARD;
    }

    /** What is done of what was decided on an input. */
    List<Effect> effects(Input input, List<Effect> decided) {
        return decided;
    }

    /** What the supervisor hears once this is done because of that, though it has not happened. */
    List<Input> imagines(Input cause, Effect effect) {
        return List.of();
    }

    /** What the next daemon finds of what was recorded. */
    Recovered recovered(Recovered truth) {
        return truth;
    }

    /** Whether what has been appended is said to be durable. */
    boolean durable(boolean truth) {
        return truth;
    }

    /** Whether programs of an earlier daemon are found. */
    boolean adopts() {
        return true;
    }

    /** Whether a tree is taken to be gone as soon as its main process is. */
    boolean believes() {
        return false;
    }

    /** What the supervisor hears of what a check has found. */
    CheckResult heard(MonitorSpec monitor, CheckResult truth) {
        return truth;
    }

    /** What else happens when a program has been started. */
    void spawned(FakeMachine machine, Effect.Spawn spawn) {}

    /** What else happens when a signal is sent. */
    void signalling(FakeMachine machine, Effect.SignalTree signal) {}

    /** What the order of starts and ends is compared with. */
    boolean backwards() {
        return false;
    }
}
