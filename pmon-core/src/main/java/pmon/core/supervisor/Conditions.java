package pmon.core.supervisor;

import pmon.api.process.DependencyTerms;
import pmon.api.process.DependencyTerms.Condition;
import pmon.api.process.ExitStatus;
import pmon.api.process.Goal;
import pmon.api.process.Health;
import pmon.core.lifecycle.State;
import pmon.core.lifecycle.Trigger;

/** What programs want of those they depend on, and whether it is so. */
final class Conditions {
    private Conditions() {}

    /** Whether what the one wants of the other is so, and goes on to be. */
    static boolean lasts(Managed dependent, Managed dependency) {
        return holds(dependent, dependency) && !pending(dependency);
    }

    /** Whether what the one wants of the other is so. */
    static boolean holds(Managed dependent, Managed dependency) {
        return switch (condition(dependent, dependency)) {
            case STARTED -> dependency.state instanceof State.Running;
            case READY -> dependency.ready();
            case HEALTHY -> dependency.ready() && dependency.health() != Health.STARTING;
            case COMPLETED -> completed(dependency);
            case COMPLETED_SUCCESSFULLY -> completed(dependency) && !(dependency.state instanceof State.Failed);
        };
    }

    /**
     * Whether one that is being queued has to wait for the other. What is simply at rest is not waited for, except where it failed to do
     * what is wanted of it.
     *
     * @param leaves whether the other is about to be restarted, however it is yet
     */
    static boolean waitedFor(Managed dependent, Managed dependency, boolean leaves) {
        if (dependent.follows.contains(dependency)
                && dependency.goal != Goal.GONE
                && Cascade.terms(dependent, dependency) == DependencyTerms.OnFailure.RESTART
                && (leaves || !holds(dependent, dependency))) {
            return true;
        }
        if (dependency.goal == Goal.GONE || holds(dependent, dependency)) {
            return pending(dependency);
        }
        return switch (condition(dependent, dependency)) {
            case STARTED, READY, HEALTHY, COMPLETED -> onItsWay(dependency);
            case COMPLETED_SUCCESSFULLY -> onItsWay(dependency) || hopeless(dependent, dependency);
        };
    }

    /** Whether nothing is under way that would make it so. */
    static boolean unlikely(Managed dependent, Managed dependency) {
        return dependency.state instanceof State.Backoff
                || (dependency.resting() && !holds(dependent, dependency))
                || neverCompletes(dependent, dependency);
    }

    /** Whether it cannot become so unless somebody does something about it. */
    static boolean hopeless(Managed dependent, Managed dependency) {
        return condition(dependent, dependency) == Condition.COMPLETED_SUCCESSFULLY
                && dependency.state instanceof State.Failed;
    }

    /** Whether it is waited for to end, and is started again whenever it does. */
    static boolean neverCompletes(Managed dependent, Managed dependency) {
        Condition wanted = condition(dependent, dependency);
        return dependency.spec.autoRestart()
                && (wanted == Condition.COMPLETED || wanted == Condition.COMPLETED_SUCCESSFULLY);
    }

    /** What the other is waited for to do. */
    static String word(Managed dependent, Managed dependency) {
        return switch (condition(dependent, dependency)) {
            case STARTED -> "run";
            case READY -> dependency.state instanceof State.Running ? "become ready" : "run";
            case HEALTHY -> dependency.state instanceof State.Running ? "become healthy" : "run";
            case COMPLETED -> "end";
            case COMPLETED_SUCCESSFULLY -> "end well";
        };
    }

    private static Condition condition(Managed dependent, Managed dependency) {
        Condition wanted = dependent.spec.task().terms(dependency.name()).condition();
        boolean works = wanted == Condition.READY || wanted == Condition.HEALTHY;
        // What is to come to its end has done its work then.
        return works && dependency.spec.task().run().ends() ? Condition.COMPLETED_SUCCESSFULLY : wanted;
    }

    /** Whether it has done what it should, and nobody ended it. */
    static boolean endedWell(Managed program) {
        return completed(program) && !(program.state instanceof State.Failed);
    }

    /** It came to its end by itself, and is not started again for that. */
    private static boolean completed(Managed program) {
        ExitStatus exit = program.exit;
        return exit != null
                && (program.state instanceof State.Failed
                        || (program.state instanceof State.Stopped && program.reason.equals(exit.describe())));
    }

    /** Whether it runs, and is about to be replaced by a new instance. */
    private static boolean pending(Managed program) {
        return program.goal == Goal.UP
                && program.state instanceof State.Running
                && (program.pendingEnd instanceof Trigger.Start || program.pendingEnd instanceof Trigger.Condemned);
    }

    private static boolean onItsWay(Managed program) {
        return program.goal == Goal.UP
                && switch (program.state) {
                    case State.Inherited inherited -> true;
                    case State.Queued queued -> true;
                    case State.Starting starting -> true;
                    case State.Backoff backoff -> true;
                    case State.Stopping stopping -> stopping.next().starts();
                    case State.Running running -> true;
                    case State.Resting resting -> false;
                };
    }
}
