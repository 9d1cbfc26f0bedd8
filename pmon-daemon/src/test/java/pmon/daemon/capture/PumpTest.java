package pmon.daemon.capture;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import pmon.api.process.Account;
import pmon.api.process.LogSettings;
import pmon.api.process.LogSettings.Mode;
import pmon.api.process.LogSettings.OnFull;
import pmon.api.spi.kernel.CapturePort.Opened;
import pmon.daemon.config.CaptureRules;
import pmon.daemon.view.LogHealth;

/** What the pump does with what programs print. */
class PumpTest {
    private static final Account OWNER = new Account("web", 1000, 1000, List.of(), "/", "/bin/sh");
    private static final LogSettings TEN_BYTES = new LogSettings(10L, null, 3, null, null, null, null, null);

    /** More than is looked at at once, in a pipe that has become large. */
    private static final String LONG_OUTPUT = "a line of bytes\n".repeat(2 * LogTarget.LOOKED_AT_BYTES / 16);

    private static final LogSettings STAMPED = new LogSettings(null, null, null, null, true, null, null, null);

    private final FakePort port = new FakePort();
    private final List<String> news = new ArrayList<>();
    private long nanos;
    private final Pump pump = new Pump(
            port,
            new Rotation(port),
            () -> Instant.ofEpochMilli(port.wallMillis),
            () -> nanos,
            (_, _) -> {},
            new RememberedDrops(),
            new CaptureNews() {
                @Override
                public void dropping(int process, String why) {
                    news.add(process + " " + why);
                }

                @Override
                public void broken(Throwable mistake) {
                    throw new AssertionError(mistake);
                }

                @Override
                public void keeping(int process, String what) {
                    news.add(process + " " + what);
                }
            });

    @Test
    void whatAProgramPrintsIsInItsFile() {
        begin(1, "/log", LogSettings.DEFAULT);
        print(1, "one\ntwo\n");
        assertThat(port.text("/log")).isEqualTo("one\ntwo\n");
    }

    @Test
    void aFileIsRotatedAtTheFirstNewlineBehindItsSize() {
        begin(1, "/log", TEN_BYTES);
        print(1, "123456789012345\nnext\n");
        assertThat(port.text("/log.1")).isEqualTo("123456789012345\n");
        assertThat(port.text("/log")).isEqualTo("next\n");
    }

    @Test
    void aLineIsNeverSplitOverTwoFilesHoweverItComes() {
        begin(1, "/log", TEN_BYTES);
        for (String piece : List.of("1234567890", "1234567890", "end\n", "next\n")) {
            print(1, piece);
        }
        assertThat(port.text("/log.1")).isEqualTo("12345678901234567890end\n");
        assertThat(port.text("/log")).isEqualTo("next\n");
    }

    @Test
    void onlySoManyRotatedFilesAreKept() {
        begin(1, "/log", TEN_BYTES);
        for (int i = 0; i < 6; i++) {
            print(1, "line number " + i + "\n");
        }
        assertThat(port.files.keySet()).containsExactly("/log", "/log.1", "/log.2", "/log.3");
        assertThat(port.text("/log.3")).isEqualTo("line number 3\n");
        assertThat(port.text("/log.1")).isEqualTo("line number 5\n");
        assertThat(port.text("/log")).isEmpty();
    }

    @Test
    void noneIsRemovedWhereAllAreKept() {
        begin(1, "/log", new LogSettings(1L, null, 0, null, null, null, null, null));
        for (int i = 0; i < 12; i++) {
            print(1, i + "\n");
        }
        assertThat(port.files).hasSize(13);
        assertThat(port.text("/log.12")).isEqualTo("0\n");
    }

    @Test
    void aGapThatADeadDaemonLeftIsClosed() {
        begin(1, "/log", TEN_BYTES);
        print(1, "a line to rotate\n");
        print(1, "another to rotate\n");
        port.rename("/log.2", "/log.3", OWNER);
        print(1, "and the third one\n");
        print(1, "last\n");
        assertThat(port.text("/log.1")).isEqualTo("and the third one\n");
        assertThat(port.text("/log.2")).isEqualTo("another to rotate\n");
        assertThat(port.text("/log.3")).isEqualTo("a line to rotate\n");
    }

    @Test
    void anOldFileIsRotatedBeforeItsNextLine() {
        begin(1, "/log", new LogSettings(null, Duration.ofHours(1), null, null, null, null, null, null));
        print(1, "early\n");
        port.wallMillis += Duration.ofMinutes(59).toMillis();
        print(1, "still\n");
        port.wallMillis += Duration.ofMinutes(1).toMillis();
        print(1, "late\n");
        assertThat(port.text("/log.1")).isEqualTo("early\nstill\n");
        assertThat(port.text("/log")).isEqualTo("late\n");
    }

    @Test
    void aFailedRotationIsToldAndWritingGoesOn() {
        begin(1, "/log", TEN_BYTES);
        port.renames = false;
        print(1, "more than ten bytes\n");
        print(1, "and more\n");
        assertThat(port.text("/log")).isEqualTo("more than ten bytes\nand more\n");
        assertThat(pump.health(1).problems())
                .singleElement()
                .asString()
                .contains("cannot be rotated", "permission denied");
    }

    @Test
    void aFileThatSomebodyCutIsWrittenAtItsEnd() {
        begin(1, "/log", LogSettings.DEFAULT);
        print(1, "before\n");
        port.files.get("/log").bytes = new byte[0];
        print(1, "after\n");
        assertThat(port.text("/log")).isEqualTo("after\n");
    }

    @Test
    void aFileThatSomebodyDeletedIsMadeAgain() {
        begin(1, "/log", LogSettings.DEFAULT);
        print(1, "before\n");
        port.delete("/log");
        print(1, "after\n");
        assertThat(port.text("/log")).isEqualTo("after\n");
    }

    @Test
    void aFileThatSomebodyRenamedIsLeftWithinASecond() {
        begin(1, "/log", LogSettings.DEFAULT);
        print(1, "before\n");
        port.rename("/log", "/elsewhere", OWNER);
        nanos += LogTarget.LOOK_NANOS;
        print(1, "after\n");
        assertThat(port.text("/elsewhere")).isEqualTo("before\n");
        assertThat(port.text("/log")).isEqualTo("after\n");
    }

    @Test
    void reopeningTakesEffectAtOnce() {
        begin(1, "/log", LogSettings.DEFAULT);
        print(1, "before\n");
        port.rename("/log", "/elsewhere", OWNER);
        pump.post(new Mail.Reopen(Set.of(1), new CompletableFuture<>()));
        pump.round();
        print(1, "after\n");
        assertThat(port.text("/log")).isEqualTo("after\n");
    }

    @Test
    void programsThatShareAFileShareItsEnd() {
        begin(1, "/log", LogSettings.DEFAULT);
        begin(2, "/log", LogSettings.DEFAULT);
        print(1, "one\n");
        print(2, "two\n");
        print(1, "three\n");
        assertThat(port.text("/log")).isEqualTo("one\ntwo\nthree\n");
        assertThat(port.open).hasSize(1);
    }

    @Test
    void linesGetTheTimeInFront() {
        begin(1, "/log", STAMPED);
        port.wallMillis = 1_500;
        print(1, "one\ntw");
        port.wallMillis = 2_750;
        print(1, "o\nthree\n");
        assertThat(port.text("/log"))
                .isEqualTo(
                        "1970-01-01T00:00:01.500Z one\n1970-01-01T00:00:01.500Z two\n1970-01-01T00:00:02.750Z three\n");
    }

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
    void aFileSystemWithoutSpliceIsWrittenTo() {
        port.splices = false;
        begin(1, "/log", TEN_BYTES);
        print(1, "123456789012345\nnext\n");
        assertThat(port.text("/log.1")).isEqualTo("123456789012345\n");
        assertThat(port.text("/log")).isEqualTo("next\n");
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
    void emptyingRemovesRotatedFilesToo() {
        begin(1, "/log", TEN_BYTES);
        print(1, "a line to rotate\n");
        print(1, "present\n");
        CompletableFuture<String> done = new CompletableFuture<>();
        pump.post(new Mail.Empty(1, done));
        pump.round();
        assertThat(done.join()).isEmpty();
        assertThat(port.files.keySet()).containsExactly("/log");
        assertThat(port.text("/log")).isEmpty();
    }

    @Test
    void aProgramThatIsGoneLeavesNothingOpen() {
        begin(1, "/log", LogSettings.DEFAULT);
        port.print("/pipe1", "last words\n");
        pump.post(new Mail.End(1));
        pump.round();
        assertThat(port.text("/log")).isEqualTo("last words\n");
        assertThat(port.open).isEmpty();
        assertThat(port.openPipes).isEmpty();
    }

    @Test
    void aProgramThatIsGoneHasLeftAllItPrinted() {
        begin(1, "/log", STAMPED);
        print(1, LONG_OUTPUT);
        port.print("/pipe1", LONG_OUTPUT);
        pump.post(new Mail.End(1));
        pump.round();
        assertThat(port.text("/log")).hasLineCount(2 * LONG_OUTPUT.length() / 16);
    }

    @Test
    void whatWasPrintedBeforeIsInTheFileThereWas() {
        begin(1, "/log", STAMPED);
        print(1, LONG_OUTPUT);
        port.print("/pipe1", LONG_OUTPUT);
        Place place = new Place("/other", OWNER, 0600);
        int file = number(port.file(place.file(), OWNER));
        pump.post(new Mail.Begin(1, "out", null, place, file, CaptureRules.STANDARD));
        pump.round();
        print(1, "new\n");
        assertThat(port.text("/log")).hasLineCount(2 * LONG_OUTPUT.length() / 16);
        assertThat(port.text("/other")).isEqualTo("new\n");
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
    void usersNeverShareTheDescriptorOfAFileWhateverNamesTheyGiveIt() {
        Account other = new Account("mallory", 1001, 1001, List.of(), "/", "/bin/sh");
        begin(1, "/log", TEN_BYTES);
        port.files.put("/hers/log", port.files.get("/log"));
        begin(2, "/hers/log", TEN_BYTES, other);
        print(1, "a line to rotate\n");
        print(2, "from her\n");
        print(1, "of nobody else's\n");
        print(1, "present\n");
        assertThat(port.text("/hers/log")).doesNotContain("nobody", "present");
        assertThat(port.text("/log")).isEqualTo("present\n");
    }

    @Test
    void whoeverSharesALogWithAnotherUserFollowsItsRotationAtOnce() {
        Account other = new Account("ben", 1001, 1001, List.of(), "/", "/bin/sh");
        begin(1, "/log", TEN_BYTES);
        begin(2, "/log", LogSettings.DEFAULT, other);
        print(2, "from him, enough to rotate\n");
        print(1, "from her\n");
        print(2, "and him\n");
        assertThat(port.text("/log.1")).isEqualTo("from him, enough to rotate\n");
        assertThat(port.text("/log")).isEqualTo("from her\nand him\n");
    }

    private void fill(int process) {
        print(process, "x".repeat(FakePort.PIPE_BYTES - (int) Math.min(port.room, 0)));
        int missing = FakePort.PIPE_BYTES - port.waiting(pipe(process));
        print(process, "x".repeat(missing));
    }

    private int pipe(int process) {
        return port.openPipes.entrySet().stream()
                .filter(entry -> entry.getValue().equals("/pipe" + process))
                .findFirst()
                .orElseThrow()
                .getKey();
    }

    private void print(int process, String text) {
        port.print("/pipe" + process, text);
        do {
            pump.round();
        } while (!port.await(Duration.ZERO).isEmpty());
    }

    private void begin(int process, String path, LogSettings settings) {
        begin(process, path, settings, OWNER);
    }

    private void begin(int process, String path, LogSettings settings, Account owner) {
        CaptureRules rules = CaptureRules.STANDARD.with(settings);
        assertThat(rules.mode()).isEqualTo(Mode.TOGETHER);
        Place place = new Place(path, owner, 0600);
        int pipe = number(port.pipe("/pipe" + process, OWNER));
        int file = number(port.file(place.file(), owner));
        pump.post(new Mail.Begin(process, "out", pipe, place, file, rules));
        pump.round();
    }

    private static int number(Opened opened) {
        return ((Opened.Descriptor) opened).number();
    }
}
