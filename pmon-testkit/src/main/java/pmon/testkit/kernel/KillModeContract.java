package pmon.testkit.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import pmon.api.process.ExitStatus;
import pmon.api.process.KillMode;
import pmon.api.process.ProcessIdentity;
import pmon.api.process.Signal;
import pmon.api.spi.kernel.Adoption;
import pmon.api.spi.kernel.SpawnCommand;

/** How much of an instance its kill mode lets a signal reach, and waits for. */
public interface KillModeContract extends Contract {
    /** One child in the group of the main process, one in a session of its own. */
    String TWO_CHILDREN =
            "sleep 1000 & echo $! > near; setsid sh -c 'echo $$ > far; exec sleep 1000' & exec sleep 1000";

    private SpawnCommand of(KillMode mode, SpawnCommand command) {
        return bench().with(new SpawnCommand.Setup(null, null, Map.of(), mode), command);
    }

    private static boolean lives(long pid) {
        return ProcessHandle.of(pid).filter(ProcessHandle::isAlive).isPresent();
    }

    private static void end(long pid) {
        ProcessHandle.of(pid).ifPresent(ProcessHandle::destroyForcibly);
    }

    /** The two children. */
    record Children(long near, long far) {}

    private Children children() {
        Path near = bench().path("near");
        Path far = bench().path("far");
        return new Children(Long.parseLong(KernelBench.line(near)), Long.parseLong(KernelBench.line(far)));
    }

    private void makePipes() {
        bench().fifo("near");
        bench().fifo("far");
    }

    @Test
    default void modeGroupSparesWhatLeftTheGroup() {
        needs(Capability.SETUP);
        makePipes();
        SpawnCommand command = of(KillMode.GROUP, bench().shell(TWO_CHILDREN));
        bench().start(command);
        Children children = children();
        assertTrue(bench().kernel().signalTree(command.key(), Signal.KILL));
        if (!bench().exit(command.key()).treeEmpty()) {
            bench().treeEmpty(command.key());
        }
        KernelBench.awaitGone(children.near());
        assertTrue(lives(children.far()));
        assertFalse(bench().kernel().signalTree(command.key(), Signal.KILL));
        end(children.far());
    }

    @Test
    default void modeMainSparesEverythingElseAndWaitsForNothing() {
        needs(Capability.SETUP);
        makePipes();
        SpawnCommand command = of(KillMode.MAIN, bench().shell(TWO_CHILDREN));
        bench().start(command);
        Children children = children();
        bench().kernel().signalMain(command.key(), Signal.STOP);
        assertTrue(bench().kernel().signalTree(command.key(), Signal.TERM));
        var exited = bench().exit(command.key());
        assertEquals(15, ((ExitStatus.Signaled) exited.status()).signal());
        assertTrue(exited.treeEmpty());
        assertTrue(lives(children.near()));
        assertTrue(lives(children.far()));
        end(children.near());
        end(children.far());
    }

    @Test
    default void modeHoldsForWhatIsTakenOver() {
        needs(Capability.SETUP);
        makePipes();
        SpawnCommand command = of(KillMode.MAIN, bench().shell(TWO_CHILDREN));
        ProcessIdentity main = bench().start(command);
        Children children = children();
        bench().kernel().release(command.key());
        assertEquals(
                new Adoption.Adopted(main), bench().kernel().adopt(command.key(), main, bench().self(), KillMode.MAIN));
        assertTrue(bench().kernel().signalTree(command.key(), Signal.KILL));
        assertTrue(bench().exit(command.key()).treeEmpty());
        assertTrue(lives(children.near()));
        assertTrue(lives(children.far()));
        end(children.near());
        end(children.far());
    }
}
