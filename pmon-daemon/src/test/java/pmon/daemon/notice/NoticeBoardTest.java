package pmon.daemon.notice;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import pmon.api.spi.kernel.ChildKey;
import pmon.api.spi.kernel.NotifyPort;
import pmon.api.spi.monitor.Notices;
import pmon.api.spi.monitor.Notices.Phase;

@Timeout(30)
final class NoticeBoardTest {
    private static final ChildKey WEB = new ChildKey(1, 1);
    private static final Duration LONG = Duration.ofSeconds(20);

    private final BlockingQueue<String> messages = new LinkedBlockingQueue<>();
    private final BlockingQueue<String> followed = new LinkedBlockingQueue<>();
    private final NoticeBoard board = new NoticeBoard("/run/notify", _ -> new NotifyPort.Opened.Listening(new Port()));

    @AfterEach
    void close() {
        board.close();
    }

    @Test
    void readinessIsHeardAtOnce() throws Exception {
        assertThat(board.begin(WEB)).isEqualTo(Optional.of("/run/notify"));
        messages.add("READY=1\nSTATUS=serving");
        Notices told = board.await(WEB, notices -> notices.phase() == Phase.READY, LONG);
        assertThat(told.status()).isEqualTo("serving");
    }

    @Test
    void whoIsSilentIsNotWaitedForBeyondTheTime() throws Exception {
        board.begin(WEB);
        Notices told = board.await(WEB, _ -> false, Duration.ofMillis(10));
        assertThat(told.phase()).isEqualTo(Phase.STARTING);
        assertThat(told.status()).isEmpty();
    }

    @Test
    void reloadingAndStoppingAreHeard() throws Exception {
        board.begin(WEB);
        messages.add("READY=1");
        messages.add("RELOADING=1\nMONOTONIC_USEC=4711");
        board.await(WEB, notices -> notices.phase() == Phase.RELOADING, LONG);
        messages.add("READY=1");
        board.await(WEB, notices -> notices.phase() == Phase.READY, LONG);
        messages.add("STOPPING=1");
        assertThat(board.await(WEB, notices -> notices.phase() == Phase.STOPPING, LONG)
                        .alarm())
                .isFalse();
    }

    @Test
    void theWatchdogIsHeard() throws Exception {
        board.begin(WEB);
        messages.add("WATCHDOG_USEC=1500000");
        Notices told = board.await(WEB, notices -> notices.watchdog().isPresent(), LONG);
        assertThat(told.watchdog()).contains(Duration.ofMillis(1500));
        messages.add("WATCHDOG=trigger");
        board.await(WEB, Notices::alarm, LONG);
    }

    @Test
    void theMainProcessThatIsNamedIsPassedOnBeforeTheRestIsHeard() throws Exception {
        board.begin(WEB);
        messages.add("MAINPID=none");
        messages.add("MAINPID=0");
        messages.add("READY=1\nMAINPID=4711");
        board.await(WEB, notices -> notices.phase() == Phase.READY, LONG);
        assertThat(followed).containsExactly("1.1 4711");
    }

    @Test
    void oneThatWasTakenOverIsListenedToThoughNobodyAsks() throws Exception {
        board.resume(WEB);
        messages.add("MAINPID=12");
        assertThat(followed.take()).isEqualTo("1.1 12");
    }

    @Test
    void oneThatNamesAnotherMainProcessAllTheTimeIsNotListenedToForEver() throws Exception {
        board.begin(WEB);
        for (int pid = 1; pid <= 1_001; pid++) {
            messages.add("MAINPID=" + pid);
        }
        messages.add("READY=1");
        board.await(WEB, notices -> notices.phase() == Phase.READY, LONG);
        assertThat(followed).hasSize(1_000);
    }

    @Test
    void whatIsNotUnderstoodIsPassedOver() throws Exception {
        board.begin(WEB);
        messages.add("=\nREADY\nREADY=yes\nWATCHDOG_USEC=-1\nWATCHDOG_USEC=99999999999999999999\nX_MINE=1\n"
                + "x\n".repeat(40));
        messages.add("STATUS=" + "s".repeat(4000));
        Notices told = board.await(WEB, notices -> !notices.status().isEmpty(), LONG);
        assertThat(told.phase()).isEqualTo(Phase.STARTING);
        assertThat(told.watchdog()).isEmpty();
        assertThat(told.status()).hasSize(200);
    }

    @Test
    void theNextInstanceBeginsAnew() throws Exception {
        board.begin(WEB);
        messages.add("READY=1");
        board.await(WEB, notices -> notices.phase() == Phase.READY, LONG);
        board.end(WEB);
        ChildKey next = new ChildKey(1, 2);
        board.begin(next);
        assertThat(board.await(next, _ -> true, LONG).phase()).isEqualTo(Phase.STARTING);
    }

    @Test
    void whereNobodyCanListenThatIsSaid() {
        try (NoticeBoard deaf =
                new NoticeBoard("/x", address -> new NotifyPort.Opened.Failed(address + ": read-only"))) {
            assertThat(deaf.begin(WEB)).isEmpty();
            assertThatThrownBy(() -> deaf.await(WEB, _ -> true, LONG))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessage("cannot listen to what it tells: /x: read-only");
        }
    }

    @Test
    void theAddressIsBesideTheRunDirectoryOrAbstractWhereThatIsTooLong() {
        assertThat(NoticeBoard.address(Path.of("/run/pmon3"), "m")).isEqualTo("/run/pmon3.notify");
        assertThat(NoticeBoard.address(Path.of("/" + "x".repeat(120)), "m")).isEqualTo("@pmon-m.notify");
    }

    /** Tells what the test wants told. */
    private final class Port implements NotifyPort {
        private volatile boolean closed;

        @Override
        public String address() {
            return "/run/notify";
        }

        @Override
        public @Nullable Notice receive() {
            try {
                while (!closed) {
                    String message = messages.poll(10, TimeUnit.MILLISECONDS);
                    if (message != null) {
                        return new Notice(WEB, message);
                    }
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            return null;
        }

        @Override
        public Optional<String> follow(ChildKey instance, int pid) {
            followed.add(instance.process() + "." + instance.generation() + " " + pid);
            return Optional.of("process " + pid + " is not one of its tree");
        }

        @Override
        public void close() {
            closed = true;
        }
    }
}
