package pmon.daemon.loop;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import pmon.api.process.Account;
import pmon.api.process.ProcessIdentity;
import pmon.api.process.ProcessName;
import pmon.api.process.ProcessSpec;
import pmon.api.process.ProcessSpec.RestartSettings;
import pmon.api.process.ProcessSpec.StopSettings;
import pmon.api.protocol.Completion;
import pmon.api.protocol.ErrorCode;
import pmon.api.protocol.ProcessEvent;
import pmon.api.protocol.Targets;
import pmon.api.spi.kernel.KernelSettings;
import pmon.core.supervisor.Caller;
import pmon.core.supervisor.Change;
import pmon.core.supervisor.Defaults;
import pmon.core.supervisor.Entry;
import pmon.core.supervisor.Outcome;
import pmon.core.supervisor.ProcessSnapshot;
import pmon.core.supervisor.Recovered;
import pmon.core.supervisor.Supervisor;
import pmon.os.portable.PortableKernelProvider;

/** The loop over real processes; the journal is in memory and commits at once. */
class SupervisorLoopTest {
    /** How long anything may take on a machine that has much else to do. */
    private static final long PATIENCE_SECONDS = 30;

    @TempDir
    Path directory;

    private final BlockingQueue<ProcessEvent> events = new LinkedBlockingQueue<>();
    private final AtomicReference<SupervisorLoop> running = new AtomicReference<>();
    private SupervisorLoop loop;
    private Caller caller;

    @BeforeEach
    void begin() {
        KernelSettings settings =
                new KernelSettings("loop" + ProcessHandle.current().pid(), OptionalLong.empty());
        loop = SupervisorLoop.start(() -> new PortableKernelProvider().open(settings), Clock.SYSTEM);
        running.set(loop);
        Account self = loop.kernel().accounts().self();
        caller = new Caller(self);
        loop.begin(new SupervisorLoop.Work(
                new Supervisor(Defaults.STANDARD, Recovered.NOTHING), this::append, spec -> {}, "loop", 0600));
    }

    @AfterEach
    void end() throws Exception {
        loop.close(false);
        loop.ended().get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        loop.dismiss();
    }

    private void append(long ticket, List<Entry> entries) {
        for (Entry entry : entries) {
            if (entry instanceof Entry.Happened(ProcessEvent event)) {
                events.add(event);
            }
        }
        running.get().committed(ticket);
    }

    @Test
    void aProgramThatIsKilledIsReplaced() throws Exception {
        int first = pid(done(ask(new Change.Exec(sleeper("web"), false, Completion.UNTIL_DONE))));
        ProcessHandle.of(first).orElseThrow().destroyForcibly();
        await(ProcessEvent.Type.EXITED);
        await(ProcessEvent.Type.STARTED);
        // What is shown is published after a round, and before any reply: the reply to whatever says that it has been.
        assertThat(ask(new Change.Stop(Targets.of("nobody"), false, Completion.UNTIL_DONE)))
                .isInstanceOf(Outcome.Failed.class);
        ProcessSnapshot now = loop.snapshot().processes().getFirst();
        assertThat(now.record().restartCount()).isEqualTo(1);
        assertThat(now.main()).isNotNull();
        assertThat(now.main().pid()).isNotEqualTo(first);
    }

    @Test
    void theSnapshotAlreadySaysWhatAReplySays() throws Exception {
        done(ask(new Change.Exec(sleeper("web"), false, Completion.UNTIL_DONE)));
        done(ask(new Change.Stop(Targets.of("web"), true, Completion.UNTIL_DONE)));
        assertThat(loop.snapshot().processes().getFirst().main()).isNull();
    }

    @Test
    void aSnapshotSaysWhichEventsCanBeSeenInIt() throws Exception {
        done(ask(new Change.Exec(sleeper("web"), false, Completion.UNTIL_DONE)));
        long told = events.stream().mapToLong(ProcessEvent::seq).max().orElseThrow();
        assertThat(loop.snapshot().seq()).isEqualTo(told).isPositive();
    }

    @Test
    void whoeverAsksAfterTheEndIsTurnedAway() throws Exception {
        loop.close(false);
        loop.ended().get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        Outcome outcome = ask(new Change.Stop(Targets.of("web"), false, Completion.UNTIL_DONE));
        assertThat(outcome).isEqualTo(new Outcome.Failed(ErrorCode.FAILED, "the daemon is shutting down"));
    }

    private ProcessSpec sleeper(String name) {
        return new ProcessSpec(
                new ProcessName(name),
                "/bin/sleep",
                List.of("1000"),
                Map.of(),
                Map.of("PATH", "/bin:/usr/bin"),
                directory.toString(),
                caller.account(),
                directory.resolve(name + ".log").toString(),
                true,
                RestartSettings.DEFAULT,
                StopSettings.DEFAULT,
                List.of(),
                List.of());
    }

    private Outcome ask(Change change) throws Exception {
        CompletableFuture<Outcome> reply = new CompletableFuture<>();
        assertThat(loop.submit(caller, change, reply::complete)).isTrue();
        return reply.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    }

    private void await(ProcessEvent.Type type) throws InterruptedException {
        ProcessEvent event;
        do {
            event = events.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
            assertThat(event).as("an event of type %s", type).isNotNull();
        } while (event.type() != type);
    }

    private static ProcessSnapshot done(Outcome outcome) {
        assertThat(outcome).isInstanceOf(Outcome.Done.class);
        return ((Outcome.Done) outcome).affected().getFirst();
    }

    private static int pid(ProcessSnapshot program) {
        ProcessIdentity main = program.main();
        assertThat(main).isNotNull();
        return main.pid();
    }
}
