package pmon.os.linux;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import pmon.api.process.ExitStatus;
import pmon.api.process.ProcessIdentity;
import pmon.api.process.Signal;
import pmon.api.spi.kernel.Adoption;
import pmon.api.spi.kernel.KernelEvent.ChildExited;
import pmon.api.spi.kernel.KernelSettings;
import pmon.api.spi.kernel.NotifyPort;
import pmon.api.spi.kernel.SpawnCommand;
import pmon.os.linux.proc.Proc;
import pmon.testkit.kernel.KernelBench;

/** Programs that name another of their processes as the main one. Perl is in every Debian, and its socket module with it. */
@Timeout(60)
final class MainChangeTest {
    /** Both ends are in one JVM, and the end of a process is quicker than a thread that wakes up: one round would show nothing. */
    private static final int ROUNDS = 20;

    @TempDir
    private Path directory;

    private final BlockingQueue<Optional<String>> answers = new LinkedBlockingQueue<>();
    private KernelBench bench;
    private Path socket;
    private NotifyPort port;
    private Thread listener;

    @BeforeEach
    void open() {
        String mark = UUID.randomUUID().toString();
        bench = new KernelBench(LinuxKernel.open(new KernelSettings(mark, OptionalLong.empty())), directory);
        socket = directory.resolve("notify");
        port = switch (bench.kernel().listen(socket.toString())) {
            case NotifyPort.Opened.Listening(NotifyPort opened) -> opened;
            case NotifyPort.Opened.Failed(String why) -> throw new AssertionError(why);
        };
        listener = Thread.ofPlatform().daemon().start(() -> {
            NotifyPort.Notice notice;
            while ((notice = port.receive()) != null) {
                int pid = Integer.parseInt(notice.text().substring("MAINPID=".length()));
                answers.add(port.follow(notice.sender(), pid));
            }
        });
    }

    @AfterEach
    void close() throws InterruptedException {
        port.close();
        listener.join();
        bench.close();
    }

    @Test
    void oneThatForksAndEndsLivesOnInTheOther() throws InterruptedException {
        for (int round = 0; round < ROUNDS; round++) {
            SpawnCommand program = perl("my $pid = fork // die; if (!$pid) { sleep 1000 } name($pid); exit 0");
            ProcessIdentity first = bench.start(program);
            assertThat(answers.take()).isEmpty();
            ProcessIdentity second = bench.mainChanged(program.key()).main();
            assertThat(second).isNotEqualTo(first);
            assertThat(bench.kernel().usage(second)).isPresent();
            while (lives(first)) {
                Thread.onSpinWait();
            }
            assertThat(bench.kernel().signalMain(program.key(), Signal.KILL)).isTrue();
            ChildExited exited = bench.exit(program.key());
            assertThat(exited.treeEmpty()).isTrue();
            assertThat(exited.status()).as("it is our orphan").isInstanceOf(ExitStatus.Signaled.class);
        }
    }

    @Test
    void theEndOfTheOtherIsToldThoughItsParentLives() throws InterruptedException {
        SpawnCommand program = perl("my $pid = fork // die; if (!$pid) { sleep 1000 } name($pid); wait; sleep 1000");
        ProcessIdentity first = bench.start(program);
        bench.mainChanged(program.key());
        bench.kernel().signalMain(program.key(), Signal.KILL);
        ChildExited exited = bench.exit(program.key());
        assertThat(exited.treeEmpty()).as("its parent is left").isFalse();
        assertThat(lives(first)).isTrue();
        bench.kernel().signalTree(program.key(), Signal.KILL);
        bench.treeEmpty(program.key());
        assertThat(lives(first)).isFalse();
    }

    @Test
    void aStopReachesBothWhereverTheyAre() throws InterruptedException {
        SpawnCommand program = apart();
        ProcessIdentity first = bench.start(program);
        ProcessIdentity second = bench.mainChanged(program.key()).main();
        bench.kernel().signalTree(program.key(), Signal.TERM);
        if (!bench.exit(program.key()).treeEmpty()) {
            bench.treeEmpty(program.key());
        }
        assertThat(lives(first)).isFalse();
        assertThat(lives(second)).isFalse();
    }

    @Test
    void theNextDaemonTakesBothOver() throws InterruptedException {
        SpawnCommand program = apart();
        ProcessIdentity first = bench.start(program);
        ProcessIdentity second = bench.mainChanged(program.key()).main();
        bench.kernel().release(program.key());
        assertThat(bench.kernel().adopt(program.key(), second, bench.self())).isEqualTo(new Adoption.Adopted(second));
        bench.kernel().signalTree(program.key(), Signal.TERM);
        if (!bench.exit(program.key()).treeEmpty()) {
            bench.treeEmpty(program.key());
        }
        assertThat(lives(first)).isFalse();
        assertThat(lives(second)).isFalse();
    }

    @Test
    void onlyALivingProcessOfItsTreeCanBeNamed() throws Exception {
        bench.start(perl("name(1); sleep 1000"));
        assertThat(answers.take()).contains("process 1 is not one of its tree");
        SpawnCommand other = bench.shell("exec sleep 1000");
        int pid = bench.start(other).pid();
        SpawnCommand program = perl("name(" + pid + "); sleep 1000");
        bench.start(program);
        assertThat(answers.take()).contains("process " + pid + " is not one of its tree");
        long us = ProcessHandle.current().pid();
        bench.start(perl("name(" + us + "); sleep 1000"));
        assertThat(answers.take()).contains("process " + us + " is not one of its tree");
        bench.start(perl("name(99999999); sleep 1000"));
        assertThat(answers.take()).contains("there is no process 99999999");
        assertThat(bench.hasEvent(program.key())).isFalse();
        assertThat(bench.hasEvent(other.key())).isFalse();
    }

    @Test
    void itselfIsNoChange() throws Exception {
        SpawnCommand program = perl("name($$); sleep 1000");
        bench.start(program);
        assertThat(answers.take()).isEmpty();
        assertThat(bench.hasEvent(program.key())).isFalse();
    }

    /** A program whose main process is in a session of its own by the time that it is named. */
    private SpawnCommand apart() {
        return perl(
                "pipe(R, W); my $pid = fork // die; if (!$pid) { POSIX::setsid(); close W; sleep 1000 } close W; <R>;"
                        + " name($pid); sleep 1000");
    }

    private SpawnCommand perl(String what) {
        String script = """
                use Socket; use POSIX ();
                sub name {
                    socket(my $s, AF_UNIX, SOCK_DGRAM, 0) or die $!;
                    send($s, "MAINPID=$_[0]", 0, sockaddr_un("%s")) or die $!;
                }
                """.formatted(socket) + what;
        return bench.command("/usr/bin/perl", List.of("-e", script), new SpawnCommand.Output.Discard());
    }

    private static boolean lives(ProcessIdentity one) {
        return Proc.stat(one.pid())
                .filter(stat -> stat.startTicks() == one.startTicks() && !stat.dead())
                .isPresent();
    }
}
