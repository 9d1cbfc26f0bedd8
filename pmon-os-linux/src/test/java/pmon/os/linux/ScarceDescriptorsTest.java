package pmon.os.linux;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import pmon.api.process.Signal;
import pmon.api.spi.kernel.Adoption;
import pmon.api.spi.kernel.ChildKey;
import pmon.api.spi.kernel.KernelEvent.ChildExited;
import pmon.api.spi.kernel.KernelException;
import pmon.api.spi.kernel.KernelSettings;
import pmon.api.spi.kernel.SpawnCommand;
import pmon.api.spi.kernel.SpawnCommand.Output;
import pmon.api.spi.kernel.SpawnResult;
import pmon.api.spi.kernel.SpawnResult.Cause;
import pmon.os.linux.libc.FileCalls;
import pmon.os.linux.libc.ProcessCalls;
import pmon.testkit.kernel.KernelBench;

/** The table of open files is full: nothing is lost, and it goes on when there is room again. */
@Timeout(60)
final class ScarceDescriptorsTest {
    /** The first loads classes, which takes descriptors, too. */
    private static final int[] ROOMS = {100, 0, 1, 2, 3, 4, 5, 6, 7};

    @TempDir
    private Path directory;

    /** Does something while so many more descriptors can be opened, and no more. */
    private static void withRoomFor(int room, Runnable action) {
        long before = ProcessCalls.softOpenFiles(0);
        int next = FileCalls.open("/dev/null", FileCalls.O_RDONLY | FileCalls.O_CLOEXEC, 0);
        FileCalls.close(next);
        // Numbers are given out from below, but there may be holes: this test's JVM is quiet, so the next one is the
        // end.
        ProcessCalls.setSoftOpenFiles(0, next + room);
        try {
            action.run();
        } finally {
            ProcessCalls.setSoftOpenFiles(0, before);
        }
    }

    /** Goes through good and bad ends first: loading a class from a class path takes a descriptor, unlike from the image. */
    private KernelBench open() {
        var bench = new KernelBench(LinuxKernel.open(new KernelSettings("test", OptionalLong.empty())), directory);
        bench.refusal(bench.command("/bin/sh", List.of(), new Output.AppendTo(directory.toString(), 0600)));
        bench.refusal(bench.command("/no/such/file", List.of(), new Output.Discard()));
        bench.run(bench.command(
                "/bin/true", List.of(), new Output.AppendTo(bench.path("log").toString(), 0600)));
        bench.kernel().directory(directory.toString(), bench.self());
        SpawnCommand command = bench.shell("sleep 1000 & exit 1");
        bench.start(command);
        bench.exit(command.key()).status().describe();
        bench.kernel().signalTree(command.key(), Signal.KILL);
        bench.treeEmpty(command.key());
        return bench;
    }

    @Test
    void everySpawnIsARefusalOrAChildThatIsWatched() {
        try (KernelBench bench = open()) {
            int started = 0;
            for (int room = 0; room < 6; room++) {
                SpawnCommand command = bench.command(
                        "/bin/sh",
                        List.of("-c", "exit 3"),
                        new Output.AppendTo(bench.path("log").toString(), 0600));
                SpawnResult[] result = new SpawnResult[1];
                withRoomFor(room, () -> result[0] = bench.kernel().spawn(command));
                switch (result[0]) {
                    case SpawnResult.Spawned _ -> {
                        started++;
                        assertThat(bench.exit(command.key()).status().describe())
                                .isEqualTo("exit code 3");
                    }
                    case SpawnResult.Refused(Cause cause, String message) ->
                        assertThat(cause).as(message).isEqualTo(Cause.NO_RESOURCES);
                }
            }
            assertThat(started).isBetween(1, 5);
            assertThat(bench.run(bench.shell("exit 0")).success()).isTrue();
        }
    }

    @Test
    void exitIsNoticedAndSurvivorsAreWatchedLater() {
        try (KernelBench bench = open()) {
            Path go = bench.fifo("go");
            Path ready = bench.fifo("ready");
            SpawnCommand command = bench.shell("(echo x > ready; read line < go) & read line < go; exit 0");
            bench.start(command);
            KernelBench.line(ready);
            withRoomFor(0, () -> {
                bench.kernel().signalMain(command.key(), Signal.KILL);
                ChildExited exited = bench.exit(command.key());
                assertThat(exited.status().describe()).isEqualTo("SIGKILL");
                assertThat(exited.treeEmpty()).isFalse();
            });
            bench.run(bench.shell("echo now > " + go));
            bench.hasEvent(command.key());
        }
    }

    @Test
    void thatNothingIsLeftIsSeenAllTheSame() {
        try (KernelBench bench = open()) {
            for (int time = 0; time < 100; time++) {
                SpawnCommand command = bench.shell("exec sleep 1000");
                bench.start(command);
                withRoomFor(0, () -> {
                    bench.kernel().signalMain(command.key(), Signal.KILL);
                    assertThat(bench.exit(command.key()).treeEmpty()).isTrue();
                });
            }
        }
    }

    @Test
    void survivorsThatCannotAllBeWatchedLeaveRoomForOthers() {
        try (KernelBench bench = open()) {
            Path ready = bench.fifo("ready");
            String survivor = "sleep 1000 & ";
            SpawnCommand command = bench.shell(survivor.repeat(12) + "echo x > ready; exec sleep 1000");
            bench.start(command);
            KernelBench.line(ready);
            withRoomFor(8, () -> {
                bench.kernel().signalMain(command.key(), Signal.KILL);
                assertThat(bench.exit(command.key()).treeEmpty()).isFalse();
                assertThat(bench.hasEvent(command.key())).isFalse();
                assertThat(room()).isGreaterThan(4);
            });
            bench.kernel().signalTree(command.key(), Signal.KILL);
            bench.treeEmpty(command.key());
        }
    }

    /** How many descriptors can be opened. */
    private static int room() {
        List<Integer> opened = new ArrayList<>();
        int next = FileCalls.open("/dev/null", FileCalls.O_RDONLY | FileCalls.O_CLOEXEC, 0);
        while (next >= 0) {
            opened.add(next);
            next = FileCalls.open("/dev/null", FileCalls.O_RDONLY | FileCalls.O_CLOEXEC, 0);
        }
        opened.forEach(FileCalls::close);
        return opened.size();
    }

    @Test
    void whatCannotBeLookedAtIsNotTakenForGone() throws IOException {
        String mark = UUID.randomUUID().toString();
        try (KernelBench bench = open();
                var elsewhere = AdoptedElsewhereTest.Elsewhere.start(directory, mark, "exec sleep 1000")) {
            for (int room : ROOMS) {
                ChildKey key = bench.newKey();
                withRoomFor(room, () -> neverGone(() -> bench.kernel().adopt(key, elsewhere.child(), bench.self())));
                bench.kernel().release(key);
            }
            ChildKey marked = new ChildKey(1, 1);
            for (int room : ROOMS) {
                bench.run(bench.shell("exit 0")); // what was seen of marks is forgotten
                withRoomFor(room, () -> neverGone(() -> bench.kernel().adoptMarked(marked, mark, bench.self())));
                bench.kernel().release(marked);
            }
            bench.kernel().adopt(marked, elsewhere.child(), bench.self());
            bench.kernel().signalTree(marked, Signal.KILL);
        }
    }

    private static void neverGone(Supplier<Adoption> adopting) {
        try {
            assertThat(adopting.get()).isInstanceOf(Adoption.Adopted.class);
        } catch (KernelException e) {
            assertThat(e).hasMessageStartingWith("cannot");
        }
    }
}
