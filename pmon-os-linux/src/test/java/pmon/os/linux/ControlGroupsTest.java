package pmon.os.linux;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import pmon.api.process.ProcessIdentity;
import pmon.api.process.Signal;
import pmon.api.spi.kernel.Adoption;
import pmon.api.spi.kernel.ChildKey;
import pmon.api.spi.kernel.KernelSettings;
import pmon.api.spi.kernel.SpawnCommand;
import pmon.os.linux.cgroup.ControlGroup;
import pmon.os.linux.cgroup.Hierarchy;
import pmon.testkit.kernel.KernelBench;

/** What control groups add, on systems where one can be made. */
@Timeout(60)
final class ControlGroupsTest {
    private static final String HIDDEN = "setsid env -i /bin/sh -c '(setsid sleep 1000 & echo $! > ready) & exit 0';";

    @TempDir
    private Path directory;

    private final String mark = UUID.randomUUID().toString();
    private KernelBench bench;
    private Hierarchy groups;
    private String home;

    @BeforeEach
    void open() {
        Optional<Hierarchy> found = Hierarchy.find();
        assumeTrue(found.isPresent(), "there are no control groups here");
        groups = found.get();
        home = groups.own() + "/pmon-" + mark;
        assumeTrue(new ControlGroup(home).create(), "no control group can be made here");
        bench = new KernelBench(LinuxKernel.open(new KernelSettings(mark, OptionalLong.empty())), directory);
        bench.kernel().await(Duration.ZERO); // from then on orphans are reaped
    }

    @AfterEach
    void close() {
        if (bench != null) {
            bench.close();
            assertThat(new File(home)).doesNotExist();
        }
    }

    @Test
    void everyMemberComesIntoTheGroupOfItsInstanceAndTheGroupGoesWithTheLast() {
        Path ready = bench.fifo("ready");
        SpawnCommand command = bench.shell(HIDDEN + " exec sleep 1000");
        ProcessIdentity main = bench.start(command);
        long hidden = Long.parseLong(KernelBench.line(ready));
        awaitGathered(main.pid());
        awaitGathered(hidden);
        assertThat(groupOf(hidden)).isEqualTo(groupOf(main.pid()));
        // Just after it was executed a program has no memory to speak of.
        await(() -> memory(main) > Math.max(residentBytes(main.pid()), residentBytes(hidden)) * 3 / 2);

        bench.kernel().signalTree(command.key(), Signal.KILL);
        if (!bench.exit(command.key()).treeEmpty()) {
            bench.treeEmpty(command.key());
        }
        KernelBench.awaitGone(hidden);
        await(() -> !new File(home, command.key().process() + ".1." + main.pid() + "." + main.startTicks()).exists());
    }

    @Test
    void whatAnEarlierDaemonLeftOfADeadProgramIsKilled() throws IOException {
        // Without a child of its own a port does not wait for orphans, and none comes to a daemon that never had one.
        bench.start(bench.again(bench.shell("exec sleep 1000"), new ChildKey(500, 1)));
        Path ready = bench.fifo("ready");
        try (var elsewhere = AdoptedElsewhereTest.Elsewhere.start(directory, mark, HIDDEN + " exec sleep 1000")) {
            ProcessIdentity main = elsewhere.child();
            long hidden = Long.parseLong(KernelBench.line(ready));
            awaitGathered(hidden);
            elsewhere.daemon().destroyForcibly().onExit().join();
            ProcessHandle.of(main.pid()).ifPresent(ProcessHandle::destroyForcibly);
            KernelBench.awaitGone(main.pid()); // reaped by its new parent, which is us
            var key = new ChildKey(1, 1);
            assertThat(bench.kernel().adopt(key, main, bench.self())).isEqualTo(new Adoption.Gone());
            assertThat(ProcessHandle.of(hidden)).isPresent();
            assertThat(bench.kernel().adoptMarked(new ChildKey(1, 2), mark, bench.self()))
                    .isEqualTo(new Adoption.Gone());
            KernelBench.awaitGone(hidden);
        }
    }

    @Test
    void mainProcessThatWipedItsEnvironmentIsTakenOverByItsGroup() throws IOException {
        try (var elsewhere = AdoptedElsewhereTest.Elsewhere.start(directory, mark, "exec env -i sleep 1000")) {
            awaitGathered(elsewhere.child().pid());
            var key = new ChildKey(1, 1);
            assertThat(bench.kernel().adoptMarked(key, mark, bench.self()))
                    .isEqualTo(new Adoption.Adopted(elsewhere.child()));
            bench.kernel().signalTree(key, Signal.KILL);
            bench.exit(key);
        }
    }

    @Test
    void memberInAGroupThatTheProgramMadeAndHidIsFoundAndTheGroupGoes() {
        Path ready = bench.fifo("ready");
        Path go = bench.fifo("go");
        SpawnCommand command = bench.shell("setsid sleep 1000 & echo $! > ready; read line < go");
        ProcessIdentity main = bench.start(command);
        int member = Integer.parseInt(KernelBench.line(ready));
        awaitGathered(main.pid());
        awaitGathered(member);
        String group = groups.directoryOf(main.pid());
        var hidden = new ControlGroup(group + "/.hidden");
        assertThat(hidden.create()).isTrue();
        assertThat(hidden.add(member)).isPositive();
        bench.run(bench.shell("echo now > " + go));
        assertThat(bench.exit(command.key()).treeEmpty()).isFalse();
        bench.kernel().signalTree(command.key(), Signal.KILL);
        bench.treeEmpty(command.key());
        KernelBench.awaitGone(member);
        await(() -> !new File(group).exists());
    }

    @Test
    void whatAMainProcessStartedSinceItWasMovedOutIsReached() {
        Path go = bench.fifo("go");
        SpawnCommand command = movedOut(go);
        long member = Long.parseLong(KernelBench.line(bench.path("ready")));
        assertThat(bench.kernel().signalTree(command.key(), Signal.TERM)).isTrue();
        if (!bench.exit(command.key()).treeEmpty()) {
            bench.treeEmpty(command.key());
        }
        KernelBench.awaitGone(member);
    }

    @Test
    void whatAMainProcessThatWasMovedOutLeavesIsASurvivor() {
        Path go = bench.fifo("go");
        SpawnCommand command = movedOut(go);
        long member = Long.parseLong(KernelBench.line(bench.path("ready")));
        bench.run(bench.shell("echo now > " + go));
        assertThat(bench.exit(command.key()).treeEmpty()).isFalse();
        bench.kernel().signalTree(command.key(), Signal.KILL);
        bench.treeEmpty(command.key());
        KernelBench.awaitGone(member);
    }

    /** A program that is moved to the daemon's own group, then starts another in a session of its own, and ends. */
    private SpawnCommand movedOut(Path go) {
        bench.fifo("ready");
        String waits = "read line < " + go + ";";
        SpawnCommand command = bench.shell(waits + "(setsid sleep 1000 & echo $! > ready);" + waits);
        ProcessIdentity main = bench.start(command);
        // Instances are gathered one after the other: nobody looks after the first any more once the second is in its
        // group.
        awaitGathered(bench.start(bench.shell("exec sleep 1000")).pid());
        awaitGathered(main.pid());
        assertThat(new ControlGroup(groups.own()).add(main.pid())).isPositive();
        bench.run(bench.shell("echo now > " + go));
        return command;
    }

    private long memory(ProcessIdentity main) {
        return bench.kernel().usage(main).orElseThrow().memoryBytes();
    }

    private void awaitGathered(long pid) {
        await(() -> groupOf(pid).contains("/pmon-" + mark + "/"));
    }

    private static void await(BooleanSupplier condition) {
        while (!condition.getAsBoolean()) {
            LockSupport.parkNanos(1_000_000); // bounded by the timeout of the test
        }
    }

    private static String groupOf(long pid) {
        try {
            return Files.readString(Path.of("/proc/" + pid + "/cgroup"));
        } catch (IOException e) {
            return "";
        }
    }

    private static long residentBytes(long pid) {
        try {
            return Long.parseLong(
                            Files.readString(Path.of("/proc/" + pid + "/statm")).split(" ", -1)[1])
                    * 4096;
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
