package pmon.testkit.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import pmon.api.process.ExitStatus;
import pmon.api.process.ProcessIdentity;
import pmon.api.process.Signal;
import pmon.api.spi.kernel.Adoption;
import pmon.api.spi.kernel.ChildKey;
import pmon.api.spi.kernel.SpawnCommand;

/** How processes of an earlier daemon are taken over. */
public interface AdoptionContract extends Contract {
    private Adoption adopt(ChildKey key, ProcessIdentity identity) {
        return bench().kernel().adopt(key, identity, bench().self());
    }

    @Test
    default void processThatLivesIsTakenOver() {
        SpawnCommand command = bench().shell("exec sleep 1000");
        ProcessIdentity identity = bench().start(command);
        bench().kernel().release(command.key());
        assertEquals(new Adoption.Adopted(identity), adopt(command.key(), identity));
        assertTrue(bench().kernel().usage(identity).isPresent());
        assertTrue(bench().kernel().signalTree(command.key(), Signal.TERM));
        switch (bench().exit(command.key()).status()) {
            case ExitStatus.Signaled(int signal, var _) -> assertEquals(15, signal);
            case ExitStatus.Unknown _ -> {
                // Also honest.
            }
            case ExitStatus.Exited exited -> throw new AssertionError(exited);
        }
    }

    @Test
    default void anotherProcessWithTheSamePidIsNotTakenOver() {
        SpawnCommand command = bench().shell("exec sleep 1000");
        ProcessIdentity identity = bench().start(command);
        bench().kernel().release(command.key());
        var earlier = new ProcessIdentity(identity.pid(), identity.startTicks() - 1_000_000, identity.bootId());
        assertEquals(new Adoption.Gone(), adopt(command.key(), earlier));
        assertTrue(bench().kernel().usage(earlier).isEmpty());
        assertInstanceOf(Adoption.Adopted.class, adopt(command.key(), identity));
        bench().kernel().signalTree(command.key(), Signal.KILL);
        bench().exit(command.key());
    }

    @Test
    default void processOfAnEarlierBootIsNotTakenOver() {
        ProcessIdentity self = bench().kernel().self();
        var earlier = new ProcessIdentity(self.pid(), self.startTicks() - 1_000_000, "earlier" + self.bootId());
        assertNotEquals(self, earlier);
        assertEquals(new Adoption.Gone(), adopt(bench().newKey(), earlier));
    }

    @Test
    default void endedProcessIsNotTakenOver() {
        SpawnCommand command = bench().shell("exit 0");
        ProcessIdentity identity = bench().start(command);
        bench().exit(command.key());
        assertEquals(new Adoption.Gone(), adopt(command.key(), identity));
        assertTrue(bench().kernel().usage(identity).isEmpty());
    }

    @Test
    default void markedProcessIsTakenOver() {
        needs(Capability.MARKS);
        SpawnCommand command = bench().shell("exec sleep 1000");
        ProcessIdentity identity = bench().start(command);
        bench().kernel().release(command.key());
        Adoption adopted = bench().kernel().adoptMarked(command.key(), mark(), bench().self());
        assertEquals(new Adoption.Adopted(identity), adopted);
        bench().kernel().signalTree(command.key(), Signal.KILL);
        bench().exit(command.key());
    }

    /** The store may have failed for several generations before that daemon died. */
    @Test
    default void markOfALaterInstanceIsTakenOver() {
        needs(Capability.MARKS);
        SpawnCommand command = bench().shell("exec sleep 1000");
        bench().start(command);
        var recorded = new ChildKey(command.key().process(), 4);
        SpawnCommand later = bench().again(command, new ChildKey(command.key().process(), 7));
        ProcessIdentity identity = bench().start(later);
        bench().kernel().release(command.key());
        bench().kernel().release(later.key());
        Adoption adopted = bench().kernel().adoptMarked(recorded, mark(), bench().self());
        assertEquals(new Adoption.Adopted(identity), adopted);
        bench().kernel().signalTree(recorded, Signal.KILL);
        bench().exit(recorded);
        bench().kernel().adoptMarked(command.key(), mark(), bench().self());
        bench().kernel().signalTree(command.key(), Signal.KILL);
        bench().exit(command.key());
    }

    @Test
    default void markOfAnotherInstanceIsNotTakenOver() {
        SpawnCommand command = bench().shell("exec sleep 1000");
        bench().start(command);
        var next = new ChildKey(command.key().process(), command.key().generation() + 1);
        assertEquals(new Adoption.Gone(), bench().kernel().adoptMarked(next, mark(), bench().self()));
        assertEquals(new Adoption.Gone(), bench().kernel().adoptMarked(next, "another", bench().self()));
        bench().kernel().signalTree(command.key(), Signal.KILL);
        bench().exit(command.key());
    }
}
