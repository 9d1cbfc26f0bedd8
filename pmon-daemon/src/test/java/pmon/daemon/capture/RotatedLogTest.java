package pmon.daemon.capture;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import pmon.api.process.Account;
import pmon.api.process.LogSettings;

/** Files that have become large or old enough. */
class RotatedLogTest extends PumpDesk {
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

    @Test
    void whoeverFloodsALogThatAnotherUserRotatesFollowsAtOnce() {
        Account other = new Account("ben", 1001, 1001, List.of(), "/", "/bin/sh");
        LogSettings large = new LogSettings(1L << 20, null, 3, null, null, null, null, null);
        begin(1, "/log", LogSettings.DEFAULT);
        begin(2, "/log", large, other);
        print(1, "a line of bytes\n".repeat(1 << 16));
        print(2, "from him\n");
        print(1, "from her\n");
        assertThat(port.files.get("/log.1").bytes).hasSize(1 << 20);
        assertThat(port.text("/log")).isEqualTo("from him\nfrom her\n");
    }

    @Test
    void nothingIsWrittenIntoARotatedFileWhileThereIsNoOther() {
        begin(1, "/log", TEN_BYTES);
        print(1, "almost ");
        port.opens = false;
        print(1, "a line to rotate\n");
        port.print("/pipe1", "waits\n");
        for (int round = 0; round < 3; round++) {
            nanos += Pump.RETRY.toNanos();
            pump.round();
        }
        assertThat(pump.health(1).problems()).singleElement().asString().contains("permission denied");
        port.opens = true;
        pump.round();
        assertThat(port.text("/log.1")).isEqualTo("almost a line to rotate\n");
        assertThat(port.text("/log")).isEqualTo("waits\n");
    }

    @Test
    void aRotatedFileThatWasNotSeenIsNotReplaced() {
        begin(1, "/log", TEN_BYTES);
        print(1, "a line to rotate\n");
        print(1, "short\n");
        port.blindLooks = 2;
        assertThat(new Rotation(port).rotate("/log", OWNER, 3)).contains("/log.1 is in the way");
        assertThat(port.text("/log.1")).isEqualTo("a line to rotate\n");
        assertThat(port.text("/log")).isEqualTo("short\n");
    }

    @Test
    void aFileThatGrewWithoutUsIsRotatedOnlyForWhatComes() {
        begin(1, "/log", TEN_BYTES);
        port.files.get("/log").bytes = "written by the program itself\n".getBytes(StandardCharsets.UTF_8);
        pump.post(new Mail.Settle(1, new CompletableFuture<>()));
        pump.round();
        assertThat(port.files.keySet()).containsExactly("/log");
        print(1, "next\n");
        assertThat(port.text("/log")).isEqualTo("next\n");
    }

    @Test
    void whatHasBeenCompressedIsNotRotatedTwice() {
        begin(1, "/log", TEN_BYTES);
        print(1, "a line to rotate\n");
        port.files.put("/log.1.gz", port.new Memory());
        port.removes = false;
        assertThat(new Rotation(port).rotate("/log", OWNER, 3)).contains("cannot remove /log.1");
        assertThat(port.files.keySet()).containsExactly("/log", "/log.1", "/log.1.gz");
    }

    @Test
    void nothingComesUnderTheNumberOfACompressedFileThatWasNotSeen() {
        begin(1, "/log", TEN_BYTES);
        print(1, "a line to rotate\n");
        port.files.put("/log.1.gz", port.files.remove("/log.1"));
        port.blindLooks = 2;
        assertThat(new Rotation(port).rotate("/log", OWNER, 3)).contains("/log.1.gz");
        assertThat(port.files.keySet()).containsExactly("/log", "/log.1.gz");
    }
}
