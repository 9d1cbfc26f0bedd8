package pmon.daemon.probe;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import pmon.api.process.Check;
import pmon.api.process.ExitStatus;
import pmon.api.process.MonitorSpec;
import pmon.api.process.ProcessIdentity;
import pmon.api.spi.kernel.Access;
import pmon.api.spi.kernel.ChildKey;
import pmon.api.spi.kernel.Errand;
import pmon.api.spi.kernel.ErrandResult;
import pmon.api.spi.kernel.NotifyPort;
import pmon.api.spi.monitor.CheckContext;
import pmon.api.spi.monitor.CheckResult;
import pmon.api.spi.monitor.Monitor;
import pmon.api.spi.monitor.MonitorProvider;
import pmon.api.spi.plugin.PluginSettings;
import pmon.api.spi.plugin.SettingDeclaration;
import pmon.core.supervisor.Effect;
import pmon.core.supervisor.Input;
import pmon.daemon.fixture.NoUserFiles;
import pmon.daemon.fixture.People;
import pmon.daemon.fixture.Programs;
import pmon.daemon.monitor.MonitorTypes;
import pmon.daemon.notice.NoticeBoard;
import pmon.daemon.programlog.ProgramLogs;

@Timeout(30)
final class ProberTest {
    private static final ChildKey WEB = new ChildKey(1, 1);
    private static final Duration LONG = Duration.ofSeconds(20);

    private final BlockingQueue<Input.Checked> found = new LinkedBlockingQueue<>();
    private final BlockingQueue<Errand> errands = new LinkedBlockingQueue<>();
    private final CountDownLatch release = new CountDownLatch(1);
    private final CountDownLatch closed = new CountDownLatch(1);
    private final CountDownLatch opening = new CountDownLatch(1);
    private final MonitorTypes types = new MonitorTypes(List.of(
            type("well", _ -> CheckResult.PASSED),
            type("deaf", _ -> deaf()),
            type("slow", _ -> slow()),
            type("broken", _ -> {
                throw new IllegalStateException("it is broken");
            }),
            type(
                    "command",
                    context -> new CheckResult.Failed(
                            context.run(List.of("probe", "-v")).toString())),
            type(
                    "hears",
                    context -> new CheckResult.Failed(context.notices(_ -> true).toString())),
            type("reads", context -> new CheckResult.Failed(context.output().toString())),
            new Opening(),
            type("knows", context -> new CheckResult.Failed(context.program() + " " + context.pid()))));

    private final Prober prober = new Prober(
            () -> types,
            new Commands(this::run, (file, user) -> file.startsWith("/opt") ? Access.GRANTED : Access.MISSING),
            new Ears(
                    () -> types,
                    new NoticeBoard("/run/notify", NotifyPort.Opened.Failed::new),
                    new ProgramLogs(People.ALICE, new NoUserFiles()),
                    _ -> List.of()),
            found::add);

    @AfterEach
    void close() {
        release.countDown();
        prober.close();
    }

    @Test
    void tellsWhatACheckFound() throws Exception {
        prober.check(order("well", LONG));
        assertThat(found.take()).isEqualTo(new Input.Checked(WEB, "well", CheckResult.PASSED));
        prober.check(order("knows", LONG));
        assertThat(reason()).isEqualTo("web Optional[7]");
    }

    @Test
    void whatACheckThrowsCountsAsFailed() throws Exception {
        prober.check(order("broken", LONG));
        assertThat(reason()).isEqualTo("it is broken");
    }

    @Test
    void aTypeThatTheImageDoesNotHaveIsAFailedCheck() throws Exception {
        prober.check(order("gopher", LONG));
        assertThat(reason())
                .contains("nothing provides the monitor type gopher")
                .contains("well");
    }

    @Test
    void aCheckThatTakesTooLongIsInterruptedAndItsMonitorAskedAgain() throws Exception {
        prober.check(order("slow", Duration.ofMillis(20)));
        assertThat(reason()).isEqualTo("no answer within 20ms");
        String second = "an earlier check still has not returned";
        while (second.equals("an earlier check still has not returned")) {
            prober.check(order("slow", Duration.ofMillis(20)));
            second = reason();
        }
        assertThat(second).isEqualTo("no answer within 20ms");
    }

    @Test
    void aCheckThatNeverReturnsFailsInTimeAndIsNotBegunAgain() throws Exception {
        prober.check(order("deaf", Duration.ofMillis(20)));
        assertThat(reason()).isEqualTo("no answer within 20ms");
        prober.check(order("deaf", LONG));
        assertThat(reason()).isEqualTo("an earlier check still has not returned");
        prober.check(order("well", LONG));
        assertThat(found.take().result()).as("others are not delayed").isEqualTo(CheckResult.PASSED);
    }

    @Test
    void aMonitorThatIsBeingOpenedHoldsNobodyUp() throws Exception {
        prober.check(order("opening", Duration.ofMillis(20)));
        opening.await();
        // The supervisor's thread would hang here.
        prober.check(order("opening", LONG));
        assertThat(List.of(reason(), reason()))
                .containsExactlyInAnyOrder("no answer within 20ms", "an earlier check still has not returned");
        prober.end(WEB);
        release.countDown();
        closed.await();
    }

    @Test
    void commandsRunAsTheProgramsUserInItsDirectoryAndEnvironment() throws Exception {
        prober.check(order("command", LONG));
        assertThat(reason()).startsWith("Ended").contains("said so");
        Errand errand = errands.take();
        assertThat(errand.file()).isEqualTo("/opt/bin/probe");
        assertThat(errand.args()).containsExactly("-v");
        assertThat(errand.directory()).isEqualTo("/srv");
        assertThat(errand.user()).isEqualTo(People.ALICE);
        assertThat(errand.environment()).containsEntry("PATH", "/nowhere:/opt/bin");
        assertThat(errand.timeout()).isLessThanOrEqualTo(LONG);
    }

    @Test
    void theyRunInTheTreeOfTheInstance() throws Exception {
        prober.check(order("command", LONG));
        found.take();
        assertThat(errands.take().tree()).isEqualTo(new ProcessIdentity(7, 1, "boot"));
    }

    @Test
    void whereProgramsCannotTellAnythingACheckSaysWhy() throws Exception {
        prober.check(order("hears", LONG));
        assertThat(reason()).isEqualTo("cannot listen to what it tells: /run/notify");
    }

    @Test
    void whereOutputIsKeptNowhereACheckSaysSo() throws Exception {
        prober.check(order("reads", LONG));
        assertThat(reason()).isEqualTo("what web prints is kept nowhere: its logs.mode is none");
    }

    @Test
    void theEndOfAnInstanceClosesItsMonitors() throws Exception {
        prober.check(order("well", LONG));
        found.take();
        prober.end(WEB);
        assertThat(closed.await(20, TimeUnit.SECONDS)).isTrue();
    }

    private String reason() throws InterruptedException {
        return found.take().result() instanceof CheckResult.Failed(String reason) ? reason : "passed";
    }

    private ErrandResult run(Errand errand) {
        errands.add(errand);
        return new ErrandResult.Ended(new ExitStatus.Exited(0, Instant.EPOCH), "said so");
    }

    private CheckResult deaf() {
        boolean interrupted = false;
        while (release.getCount() > 0) {
            try {
                release.await();
            } catch (InterruptedException _) {
                interrupted = true;
            }
        }
        return interrupted ? new CheckResult.Failed("it was interrupted") : CheckResult.PASSED;
    }

    private CheckResult slow() throws InterruptedException {
        release.await();
        return CheckResult.PASSED;
    }

    private static Effect.Check order(String type, Duration timeout) {
        MonitorSpec monitor = new MonitorSpec(type, MonitorSpec.Role.ALIVE, new Check.Single(type, Map.of()));
        var spec = Programs.spec("web", People.ALICE, Map.of("PATH", "/nowhere:/opt/bin"));
        return new Effect.Check(WEB, monitor, timeout, spec, new ProcessIdentity(7, 1, "boot"));
    }

    /** What a monitor does. */
    private interface Look {
        CheckResult at(CheckContext context) throws Exception;
    }

    private MonitorProvider type(String name, Look look) {
        return new MonitorProvider() {
            @Override
            public String name() {
                return name;
            }

            @Override
            public List<SettingDeclaration> settings() {
                return List.of();
            }

            @Override
            public Monitor open(PluginSettings settings) {
                return new Monitor() {
                    @Override
                    public CheckResult check(CheckContext context) throws Exception {
                        return look.at(context);
                    }

                    @Override
                    public void close() {
                        closed.countDown();
                    }
                };
            }
        };
    }

    /** Takes its time to make a monitor. */
    private final class Opening implements MonitorProvider {
        @Override
        public String name() {
            return "opening";
        }

        @Override
        public List<SettingDeclaration> settings() {
            return List.of();
        }

        @Override
        public Monitor open(PluginSettings settings) {
            opening.countDown();
            awaitRelease();
            return new Monitor() {
                @Override
                public CheckResult check(CheckContext context) {
                    return CheckResult.PASSED;
                }

                @Override
                public void close() {
                    closed.countDown();
                }
            };
        }

        private void awaitRelease() {
            while (true) {
                try {
                    release.await();
                    return;
                } catch (InterruptedException _) {
                    // It does not care.
                }
            }
        }
    }
}
