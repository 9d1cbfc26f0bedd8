package pmon.testkit.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import pmon.api.process.ExitStatus;
import pmon.api.process.Signal;
import pmon.api.spi.kernel.KernelEvent.ChildExited;
import pmon.api.spi.kernel.SpawnCommand;

/** How exits are noticed. */
public interface EventContract extends Contract {
    int MANY = 300;

    @Test
    default void exitOfAProgramThatLeavesNothingEmptiesTheTree() {
        SpawnCommand command = bench().shell("exit 0");
        bench().start(command);
        assertTrue(bench().exit(command.key()).treeEmpty());
    }

    @Test
    default void exitIsToldOnce() {
        SpawnCommand command = bench().shell("exit 0");
        bench().run(command);
        assertFalse(bench().hasEvent(command.key()));
    }

    @Test
    default void waitThatOnlyLooksReturnsNothing() {
        assertEquals(List.of(), bench().kernel().await(Duration.ZERO));
    }

    @Test
    default void waitEndsWhenTheTimeIsUp() {
        long start = System.nanoTime();
        assertEquals(List.of(), bench().kernel().await(Duration.ofMillis(20)));
        assertTrue(System.nanoTime() - start >= Duration.ofMillis(20).toNanos());
    }

    @Test
    default void wakeEndsTheNextWait() {
        bench().kernel().wake();
        assertEquals(List.of(), bench().kernel().await(null));
    }

    @Test
    default void wakeFromAnotherThreadEndsTheWait() throws InterruptedException {
        Thread waker = Thread.ofPlatform().start(() -> bench().kernel().wake());
        assertEquals(List.of(), bench().kernel().await(null));
        waker.join();
    }

    @Test
    default void exitsOfManyAreAllSeen() throws IOException {
        Path go = bench().fifo("go");
        List<SpawnCommand> commands = new ArrayList<>();
        Set<ExitStatus> statuses = new HashSet<>();
        int threadsBefore = Thread.getAllStackTraces().size();
        for (int i = 0; i < MANY; i++) {
            SpawnCommand command = bench().shell("read line < go; exit 7");
            commands.add(command);
            bench().start(command);
        }
        int threads = Thread.getAllStackTraces().size() - threadsBefore;
        for (SpawnCommand command : commands) {
            bench().kernel().signalMain(command.key(), Signal.KILL);
        }
        for (SpawnCommand command : commands) {
            ChildExited exited = bench().exit(command.key());
            assertTrue(exited.treeEmpty());
            statuses.add(exited.status());
        }
        assertTrue(statuses.stream()
                .allMatch(status -> status instanceof ExitStatus.Signaled(int signal, var _) && signal == 9));
        assertTrue(Files.exists(go));
        if (!lacks().contains(Capability.CONSTANT_THREADS)) {
            assertTrue(threads < MANY / 10, () -> threads + " more threads");
        }
    }

    @Test
    default void releasedInstanceTellsNothing() {
        Path go = bench().fifo("go");
        SpawnCommand command = bench().shell("read line < go");
        int pid = bench().start(command).pid();
        bench().kernel().release(command.key());
        assertTrue(ProcessHandle.of(pid).isPresent());
        assertFalse(bench().kernel().signalTree(command.key(), Signal.TERM));
        ProcessHandle.of(pid).ifPresent(ProcessHandle::destroyForcibly);
        ProcessHandle.of(pid).ifPresent(process -> process.onExit().join());
        assertFalse(bench().hasEvent(command.key()));
        assertTrue(Files.exists(go));
    }
}
