package pmon.testkit.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import pmon.api.process.ExitStatus;
import pmon.api.process.Signal;
import pmon.api.spi.kernel.KernelEvent.ChildExited;
import pmon.api.spi.kernel.SpawnCommand;

/** How a whole tree is signalled and watched. In all scripts {@code sleep} stands for a program that runs until it is told to end. */
public interface TreeContract extends Contract {
    private static boolean lives(long pid) {
        return ProcessHandle.of(pid).filter(ProcessHandle::isAlive).isPresent();
    }

    @Test
    default void signalReachesTheWholeTree() {
        Path ready = bench().fifo("ready");
        SpawnCommand command = bench().shell("sleep 1000 & echo $! > ready; wait");
        bench().start(command);
        long grandchild = Long.parseLong(KernelBench.line(ready));
        assertTrue(bench().kernel().signalTree(command.key(), Signal.TERM));
        assertEquals(15, ((ExitStatus.Signaled) bench().exit(command.key()).status()).signal());
        KernelBench.awaitGone(grandchild);
    }

    @Test
    default void signalToTheMainProcessSparesTheRest() {
        Path ready = bench().fifo("ready");
        SpawnCommand command = bench().shell("trap 'exit 5' USR1; sleep 1000 & echo $! > ready; wait");
        bench().start(command);
        long grandchild = Long.parseLong(KernelBench.line(ready));
        assertTrue(bench().kernel().signalMain(command.key(), Signal.USR1));
        assertEquals(5, ((ExitStatus.Exited) bench().exit(command.key()).status()).code());
        assertTrue(lives(grandchild));
        ProcessHandle.of(grandchild).ifPresent(ProcessHandle::destroyForcibly);
    }

    @Test
    default void stoppedProgramEndsOnTerm() {
        Path ready = bench().fifo("ready");
        SpawnCommand command = bench().shell("echo $$ > ready; exec sleep 1000");
        bench().start(command);
        KernelBench.line(ready);
        bench().kernel().signalMain(command.key(), Signal.STOP);
        assertTrue(bench().kernel().signalTree(command.key(), Signal.TERM));
        assertEquals(15, ((ExitStatus.Signaled) bench().exit(command.key()).status()).signal());
    }

    @Test
    default void treeThatIsDeafToTermIsKilled() {
        Path ready = bench().fifo("ready");
        SpawnCommand command = bench().shell("trap '' TERM; (trap '' TERM; sleep 1000 & echo $! > ready; wait) & wait");
        bench().start(command);
        long grandchild = Long.parseLong(KernelBench.line(ready));
        assertTrue(bench().kernel().signalTree(command.key(), Signal.TERM));
        assertTrue(lives(grandchild));
        assertTrue(bench().kernel().signalTree(command.key(), Signal.KILL));
        ChildExited exited = bench().exit(command.key());
        assertEquals(9, ((ExitStatus.Signaled) exited.status()).signal());
        if (!exited.treeEmpty()) {
            bench().treeEmpty(command.key());
        }
        KernelBench.awaitGone(grandchild);
    }

    @Test
    default void survivorOfTheMainProcessIsWatchedToItsEnd() {
        needs(Capability.ORPHANS);
        Path ready = bench().fifo("ready");
        SpawnCommand command = bench().shell("sleep 1000 & echo $! > ready");
        bench().start(command);
        long survivor = Long.parseLong(KernelBench.line(ready));
        assertFalse(bench().exit(command.key()).treeEmpty());
        assertTrue(lives(survivor));
        assertFalse(bench().hasEvent(command.key()));
        assertTrue(bench().kernel().signalTree(command.key(), Signal.KILL));
        bench().treeEmpty(command.key());
        KernelBench.awaitGone(survivor);
        assertFalse(bench().kernel().signalTree(command.key(), Signal.KILL));
    }

    @Test
    default void survivorThatEndsByItselfEmptiesTheTree() {
        needs(Capability.ORPHANS);
        Path go = bench().fifo("go");
        SpawnCommand command = bench().shell("(read line < go) & exit 0");
        bench().start(command);
        assertFalse(bench().exit(command.key()).treeEmpty());
        bench().run(bench().shell("echo now > " + go));
        bench().treeEmpty(command.key());
    }

    @Test
    default void survivorsOfSurvivorsAreFound() {
        needs(Capability.ORPHANS);
        Path ready = bench().fifo("ready");
        Path go = bench().fifo("go");
        SpawnCommand command = bench().shell("(read line < go; (sleep 1000 & echo $! > ready) & exit 0) & exit 0");
        bench().start(command);
        assertFalse(bench().exit(command.key()).treeEmpty());
        bench().run(bench().shell("echo now > " + go));
        long last = Long.parseLong(KernelBench.line(ready));
        assertFalse(bench().hasEvent(command.key()));
        assertTrue(bench().kernel().signalTree(command.key(), Signal.TERM));
        bench().treeEmpty(command.key());
        KernelBench.awaitGone(last);
    }

    @Test
    default void daemonThatForkedTwiceIsFound() {
        needs(Capability.ORPHANS);
        Path ready = bench().fifo("ready");
        SpawnCommand command = bench().shell(
                        "setsid sh -c '(trap \"\" TERM; setsid sleep 1000 & echo $! > ready) & exit 0'; exec sleep 1000");
        bench().start(command);
        long daemon = Long.parseLong(KernelBench.line(ready));
        assertTrue(bench().kernel().signalTree(command.key(), Signal.KILL));
        if (!bench().exit(command.key()).treeEmpty()) {
            bench().treeEmpty(command.key());
        }
        KernelBench.awaitGone(daemon);
    }

    /** Another session, another group, no environment, no parent: nothing that it can change tells whose it is. */
    @Test
    default void daemonThatWipedItsEnvironmentIsFound() {
        needs(Capability.LINEAGE);
        Path ready = bench().fifo("ready");
        SpawnCommand command = bench().shell(
                        "setsid env -i /bin/sh -c '(trap \"\" TERM; setsid sleep 1000 & echo $! > ready) & exit 0';"
                                + " exec sleep 1000");
        bench().start(command);
        long daemon = Long.parseLong(KernelBench.line(ready));
        assertTrue(bench().kernel().signalTree(command.key(), Signal.KILL));
        if (!bench().exit(command.key()).treeEmpty()) {
            bench().treeEmpty(command.key());
        }
        KernelBench.awaitGone(daemon);
    }

    @Test
    default void survivorThatWipedItsEnvironmentKeepsTheTreeFromBeingEmpty() {
        needs(Capability.LINEAGE);
        Path go = bench().fifo("go");
        SpawnCommand command =
                bench().shell("setsid env -i /bin/sh -c 'setsid sh -c \"read line < " + go + "\" & exit 0'; exit 3");
        bench().start(command);
        assertFalse(bench().exit(command.key()).treeEmpty());
        assertTrue(bench().kernel().signalTree(command.key(), Signal.KILL));
        bench().treeEmpty(command.key());
    }

    @Test
    default void siblingInstancesAreSpared() {
        Path ready = bench().fifo("ready");
        SpawnCommand spared = bench().shell("sleep 1000 & echo $! > ready; wait");
        int main = bench().start(spared).pid();
        long grandchild = Long.parseLong(KernelBench.line(ready));
        SpawnCommand command = bench().shell("exec sleep 1000");
        bench().start(command);
        bench().kernel().signalTree(command.key(), Signal.KILL);
        bench().exit(command.key());
        assertTrue(lives(main));
        assertTrue(lives(grandchild));
        bench().kernel().signalTree(spared.key(), Signal.KILL);
        bench().exit(spared.key());
    }

    @Test
    default void endedInstanceIsNotSignalled() {
        SpawnCommand command = bench().shell("exit 0");
        bench().run(command);
        assertFalse(bench().kernel().signalTree(command.key(), Signal.KILL));
        assertFalse(bench().kernel().signalMain(command.key(), Signal.KILL));
    }

    @Test
    default void unknownInstanceIsNotSignalled() {
        assertFalse(bench().kernel().signalTree(bench().newKey(), Signal.TERM));
    }
}
