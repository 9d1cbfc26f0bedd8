package pmon.os.linux;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import pmon.api.spi.kernel.ChildKey;
import pmon.api.spi.kernel.KernelSettings;
import pmon.api.spi.kernel.NotifyPort;
import pmon.api.spi.kernel.NotifyPort.Notice;
import pmon.api.spi.kernel.SpawnCommand;
import pmon.testkit.kernel.KernelBench;

/** What programs tell, and who is not listened to. Perl is in every Debian, and its socket module with it. */
@Timeout(60)
final class NotifyPortTest {
    private static final Notice END = new Notice(new ChildKey(0, 0), "the port is closed");

    @TempDir
    private Path directory;

    private final BlockingQueue<Notice> heard = new LinkedBlockingQueue<>();
    private KernelBench bench;
    private Path socket;
    private NotifyPort port;
    private Thread listener;

    @BeforeEach
    void open() {
        String mark = UUID.randomUUID().toString();
        bench = new KernelBench(LinuxKernel.open(new KernelSettings(mark, OptionalLong.empty())), directory);
        socket = directory.resolve("notify");
        listen(socket.toString());
    }

    @AfterEach
    void close() throws InterruptedException {
        port.close();
        listener.join();
        bench.close();
    }

    @Test
    void whatAProgramTellsIsHeardAsItsOwn() throws InterruptedException {
        SpawnCommand program = bench.shell("exec " + send("READY=1\\nSTATUS=up"));
        bench.start(program);
        assertThat(heard.take()).isEqualTo(new Notice(program.key(), "READY=1\nSTATUS=up"));
    }

    @Test
    void itsDescendantsSpeakForIt() throws InterruptedException {
        SpawnCommand program = bench.shell("(" + send("WATCHDOG=1") + "; :) & exec sleep 1000");
        bench.start(program);
        assertThat(heard.take()).isEqualTo(new Notice(program.key(), "WATCHDOG=1"));
    }

    @Test
    void strangersAreNotListenedTo() throws InterruptedException {
        assertThat(bench.kernel().sendDatagram(socket.toString(), "READY=1")).isEmpty();
        SpawnCommand program = bench.shell("exec " + send("STATUS=mine"));
        bench.start(program);
        assertThat(heard.take().text()).as("the stranger was first").isEqualTo("STATUS=mine");
    }

    @Test
    void aSocketThatAnEarlierDaemonLeftIsReplaced() throws Exception {
        port.close();
        listener.join();
        assertThat(socket).exists();
        listen(socket.toString());
        SpawnCommand program = bench.shell("exec " + send("READY=1"));
        bench.start(program);
        assertThat(heard).contains(END);
        heard.remove(END);
        assertThat(heard.take().sender()).isEqualTo(program.key());
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(socket)))
                .as("users may send")
                .isEqualTo("rw-rw-rw-");
    }

    @Test
    void anAddressThatIsNoneIsRefused() {
        assertThat(bench.kernel().listen("/nowhere/at/all"))
                .isEqualTo(new NotifyPort.Opened.Failed("/nowhere/at/all: no such file"));
        assertThat(bench.kernel().listen("/" + "x".repeat(200)))
                .isInstanceOfSatisfying(
                        NotifyPort.Opened.Failed.class,
                        failed -> assertThat(failed.message()).endsWith("longer than the address of a socket can be"));
    }

    private void listen(String address) {
        port = switch (bench.kernel().listen(address)) {
            case NotifyPort.Opened.Listening(NotifyPort opened) -> opened;
            case NotifyPort.Opened.Failed(String why) -> throw new AssertionError(why);
        };
        NotifyPort listening = port;
        listener = Thread.ofPlatform().daemon().start(() -> {
            Notice notice;
            while ((notice = listening.receive()) != null) {
                heard.add(notice);
            }
            heard.add(END);
        });
    }

    /** The sender lives on: one that is gone cannot be told from a stranger. */
    private String send(String text) {
        return "perl -MSocket -e 'socket(S, AF_UNIX, SOCK_DGRAM, 0); send(S, \"" + text + "\", 0, sockaddr_un(\""
                + socket + "\")) or die \"$!\"; sleep 1000'";
    }
}
