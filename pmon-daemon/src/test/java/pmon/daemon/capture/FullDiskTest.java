package pmon.daemon.capture;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import pmon.api.process.LogSettings;
import pmon.api.process.LogSettings.OnFull;
import pmon.daemon.config.CaptureRules;
import pmon.daemon.view.LogHealth;

/** Output for which there is no room. */
class FullDiskTest extends PumpDesk {
    @Test
    void stampsAreTriedAgainWholeWhenTheDiskWasFull() {
        begin(1, "/log", STAMPED);
        port.room = 7;
        print(1, "one\n");
        assertThat(port.text("/log")).isEmpty();
        port.room = 1_000;
        pump.round();
        assertThat(port.text("/log")).isEqualTo("1970-01-01T00:00:00.000Z one\n");
    }

    @Test
    void aFullDiskHoldsTheProgramUpBeforeAnythingIsDropped() {
        begin(1, "/log", LogSettings.DEFAULT);
        port.room = 0;
        fill(1);
        nanos += Duration.ofSeconds(4).toNanos();
        pump.round();
        assertThat(port.waiting(pipe(1))).isEqualTo(FakePort.PIPE_BYTES);
        assertThat(pump.health(1).dropped()).isZero();
        assertThat(pump.health(1).problems()).singleElement().asString().contains("output waits", "no space left");
        assertThat(news).isEmpty();
    }

    @Test
    void aDiskMayBeFullForLongerThanNanosecondsCanCount() {
        Duration ages = Duration.ofHours(999_999_999);
        begin(1, "/log", new LogSettings(null, null, null, null, null, null, ages, OnFull.DROP));
        port.room = 0;
        fill(1);
        nanos += Duration.ofHours(1).toNanos();
        pump.round();
        assertThat(pump.health(1).dropped()).isZero();
        assertThat(pump.health(1).problems()).singleElement().asString().contains("output waits");
    }

    @Test
    void whatIsWrittenAndWhatIsCountedIsWhatWasPrinted() {
        begin(1, "/log", LogSettings.DEFAULT);
        port.room = 100;
        fill(1);
        pump.round();
        nanos += Duration.ofSeconds(5).toNanos();
        pump.round();
        print(1, "also lost\n");
        assertThat(pump.health(1).dropped()).isEqualTo(FakePort.PIPE_BYTES + 10);
        assertThat(news).containsExactly("1 output is being dropped: /log: no space left");
        port.room = 1_000;
        print(1, "kept\n");
        assertThat(port.text("/log")).hasSize(100 + 5).endsWith("kept\n");
        assertThat(pump.health(1).problems()).isEmpty();
        assertThat(news).last().asString().startsWith("1 output is kept again");
    }

    @Test
    void aProgramThatMayBeBlockedIsNeverDropped() {
        begin(1, "/log", new LogSettings(null, null, null, null, null, null, Duration.ZERO, OnFull.BLOCK));
        port.room = 0;
        fill(1);
        nanos += Duration.ofHours(1).toNanos();
        pump.round();
        pump.round();
        assertThat(pump.health(1).dropped()).isZero();
        port.room = 1 << 20;
        pump.round();
        assertThat(port.text("/log")).hasSize(FakePort.PIPE_BYTES);
        assertThat(pump.health(1)).isEqualTo(LogHealth.GOOD);
    }

    @Test
    void aDiskThatWasFullWhenOneSettledIsTriedAgain() {
        begin(1, "/log", LogSettings.DEFAULT);
        port.room = 0;
        port.atAwait = () -> port.print("/pipe1", "patient\n");
        pump.post(new Mail.Settle(1, new CompletableFuture<>()));
        pump.round();
        port.room = 1_000;
        pump.round();
        assertThat(port.text("/log")).isEqualTo("patient\n");
    }

    @Test
    void whatIsDroppedAtAChangeOfTheFileIsTold() {
        begin(1, "/log", LogSettings.DEFAULT);
        port.room = 0;
        fill(1);
        nanos += Duration.ofSeconds(5).toNanos();
        pump.round();
        Place place = new Place("/other", OWNER, 0600);
        port.atAwait = () -> port.print("/pipe1", "also lost\n");
        pump.post(new Mail.Begin(1, "out", null, place, port.file(place.file(), OWNER), CaptureRules.STANDARD));
        pump.round();
        assertThat(pump.health(1).dropped()).isEqualTo(FakePort.PIPE_BYTES + 10);
    }

    @Test
    void whatWasWrittenInPartIsGoneOnWith() {
        port.splices = false;
        port.cuts = false;
        begin(1, "/log", LogSettings.DEFAULT);
        port.room = 7;
        print(1, "one\ntwo\nthree\n");
        assertThat(port.text("/log")).isEqualTo("one\ntwo");
        port.room = 1_000;
        pump.round();
        assertThat(port.text("/log")).isEqualTo("one\ntwo\nthree\n");
    }
}
