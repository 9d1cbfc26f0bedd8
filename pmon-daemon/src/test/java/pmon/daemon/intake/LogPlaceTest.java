package pmon.daemon.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import pmon.api.process.Account;
import pmon.api.process.ProcessName;
import pmon.api.protocol.ErrorCode;

class LogPlaceTest {
    @TempDir
    private Path home;

    private Path own;
    private Account caller = Machine.ALICE;

    @BeforeEach
    void makeDirectories() throws IOException {
        Files.setPosixFilePermissions(home, PosixFilePermissions.fromString("rwxr-xr-x"));
        own = Files.createDirectory(home.resolve("own"));
        Files.createDirectory(home.resolve("bin"));
        Files.createDirectory(
                home.resolve("closed"),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        Files.createFile(home.resolve("text"));
    }

    /** Where the log goes, or the code and message of the refusal. */
    private String place(String log, String logDirectory, String name) {
        LogPlace place = new LogPlace(new Machine(Machine.ROOT), own, Machine.ROOT);
        try {
            return place.resolve(log, logDirectory, home, new ProcessName(name), caller, caller);
        } catch (Refusal refusal) {
            Resolution.Refused refused = refusal.about("no");
            return refused.code().word() + " " + refused.message();
        }
    }

    private static String refused(ErrorCode code, String message) {
        return code.word() + " no: " + message;
    }

    @Test
    void withoutAWishItIsInTheDaemonsDirectory() {
        assertThat(place(null, null, "web")).isEqualTo(own + "/web.log");
    }

    @Test
    void wishesAreRelativeToTheCallersDirectory() {
        assertThat(place("x.log", null, "web")).isEqualTo(home + "/x.log");
        assertThat(place(null, "bin/.", "web")).isEqualTo(home + "/bin/web.log");
        assertThat(place("/tmp/../x.log", "bin", "web")).isEqualTo("/x.log");
    }

    @Test
    void itsDirectoryHasToBeUsableForTheUser() {
        assertThat(place(null, "gone/deep", "web"))
                .isEqualTo(refused(
                        ErrorCode.NO_SUCH_FILE,
                        "there is no log directory " + home + "/gone/deep; make it, writable by alice"));
        assertThat(place(null, "text", "web"))
                .isEqualTo(refused(ErrorCode.USAGE, "the log directory " + home + "/text is not a directory"));
        assertThat(place(null, "closed", "web"))
                .isEqualTo(
                        refused(ErrorCode.NOT_PERMITTED, "alice may not enter the log directory " + home + "/closed"));
    }

    @Test
    void aDirectoryIsNoLog() {
        assertThat(place("bin", null, "web"))
                .isEqualTo(refused(ErrorCode.USAGE, "the log " + home + "/bin is a directory; name a file"));
        assertThat(place("x/", null, "web"))
                .isEqualTo(refused(ErrorCode.USAGE, "the log " + home + "/x is a directory; name a file"));
        assertThat(place("closed", null, "web"))
                .isEqualTo(refused(ErrorCode.USAGE, "the log " + home + "/closed is a directory; name a file"));
    }

    @Test
    void aMissingDirectoryIsMadeForTheDaemonsOwnUser() {
        caller = Machine.ROOT;
        assertThat(place(null, "gone/deep", "web")).isEqualTo(home + "/gone/deep/web.log");
        assertThat(home.resolve("gone/deep")).isDirectory();
    }

    @Test
    void inTheDaemonsDirectoryOnlyRootChoosesNames() {
        assertThat(place("own/web.log", null, "web")).isEqualTo(own + "/web.log");
        assertThat(place("own/other.log", null, "web"))
                .isEqualTo(
                        refused(
                                ErrorCode.NOT_PERMITTED,
                                "in " + own
                                        + " only root may choose the name of a log; leave --log out, or name another directory"));
        caller = Machine.ROOT;
        assertThat(place("own/other.log", null, "web")).isEqualTo(own + "/other.log");
    }

    @Test
    void theDaemonsOwnLogIsNobodyElses() {
        caller = Machine.ROOT;
        assertThat(place(null, null, "pmond"))
                .isEqualTo(refused(
                        ErrorCode.NOT_PERMITTED,
                        own + "/pmond.log is the daemon's own log; choose another name, or pass --log"));
    }

    @Test
    void aLogLeftByAnotherUserIsNotHandedOver() throws IOException {
        Path left = Files.createFile(own.resolve("web.log"));
        assumeTrue((int) Files.getAttribute(left, "unix:uid") == 0, "files of several users can be made by root only");
        Files.setAttribute(left, "unix:uid", (int) Machine.BOB.uid());
        assertThat(place(null, null, "web"))
                .isEqualTo(refused(
                        ErrorCode.NOT_PERMITTED,
                        "the log " + left + " belongs to another user; choose another name, or pass --log"));
        Files.setAttribute(left, "unix:uid", (int) Machine.ALICE.uid());
        assertThat(place(null, null, "web")).isEqualTo(left.toString());
    }
}
