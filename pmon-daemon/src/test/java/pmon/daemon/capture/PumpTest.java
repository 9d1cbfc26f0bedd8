package pmon.daemon.capture;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import pmon.api.process.Account;
import pmon.api.process.LogSettings;
import pmon.api.spi.kernel.CapturePort.Opened;
import pmon.daemon.config.CaptureRules;

/** What the pump does with what programs print. */
class PumpTest extends PumpDesk {
    /** More than is looked at at once, in a pipe that has become large. */
    private static final String LONG_OUTPUT = "a line of bytes\n".repeat(2 * LogTarget.LOOKED_AT_BYTES / 16);

    @Test
    void whatAProgramPrintsIsInItsFile() {
        begin(1, "/log", LogSettings.DEFAULT);
        print(1, "one\ntwo\n");
        assertThat(port.text("/log")).isEqualTo("one\ntwo\n");
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
    void aFileSystemWithoutSpliceIsWrittenTo() {
        port.splices = false;
        begin(1, "/log", TEN_BYTES);
        print(1, "123456789012345\nnext\n");
        assertThat(port.text("/log.1")).isEqualTo("123456789012345\n");
        assertThat(port.text("/log")).isEqualTo("next\n");
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
        Opened file = port.file(place.file(), OWNER);
        pump.post(new Mail.Begin(1, "out", null, place, file, CaptureRules.STANDARD));
        pump.round();
        print(1, "new\n");
        assertThat(port.text("/log")).hasLineCount(2 * LONG_OUTPUT.length() / 16);
        assertThat(port.text("/other")).isEqualTo("new\n");
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
    void whoFloodsAFileThatAnotherUserSharesWritesOverNothing() {
        Account other = new Account("ben", 1001, 1001, List.of(), "/", "/bin/sh");
        begin(1, "/log", LogSettings.DEFAULT);
        begin(2, "/log", LogSettings.DEFAULT, other);
        print(1, LONG_OUTPUT);
        print(2, "from him\n");
        print(1, "from her\n");
        assertThat(port.text("/log").substring(LONG_OUTPUT.length())).isEqualTo("from him\nfrom her\n");
    }

    @Test
    void aFileThatSomebodyCutsInAFloodIsWrittenAtItsEnd() {
        begin(1, "/log", LogSettings.DEFAULT);
        print(1, LONG_OUTPUT);
        port.files.get("/log").bytes = new byte[0];
        print(1, "after\n");
        assertThat(port.files.get("/log").bytes).hasSize(6);
    }

    @Test
    void emptyingLeavesAloneWhatSomebodyPutAway() {
        begin(1, "/log", LogSettings.DEFAULT);
        print(1, "of last year\n");
        port.rename("/log", "/archive", OWNER);
        CompletableFuture<String> done = new CompletableFuture<>();
        pump.post(new Mail.Empty(1, done));
        pump.round();
        assertThat(done.join()).isEmpty();
        assertThat(port.text("/archive")).isEqualTo("of last year\n");
    }

    @Test
    void whereTimesAreSwitchedOnTheyBeginWithALine() {
        begin(1, "/log", LogSettings.DEFAULT);
        print(1, "begun ");
        Place place = new Place("/log", OWNER, 0600);
        Opened file = port.file(place.file(), OWNER);
        pump.post(new Mail.Begin(1, "out", null, place, file, CaptureRules.STANDARD.with(STAMPED)));
        pump.round();
        print(1, "and ended\nnext\n");
        assertThat(port.text("/log")).isEqualTo("begun and ended\n1970-01-01T00:00:00.000Z next\n");
    }

    @Test
    void aFileThatCannotBeOpenedYetIsTriedAgain() {
        port.opens = false;
        begin(1, "/log", LogSettings.DEFAULT);
        assertThat(pump.health(1).problems()).singleElement().asString().contains("permission denied");
        print(1, "patient\n");
        port.opens = true;
        pump.round();
        assertThat(port.text("/log")).isEqualTo("patient\n");
        assertThat(pump.health(1).problems()).isEmpty();
    }
}
