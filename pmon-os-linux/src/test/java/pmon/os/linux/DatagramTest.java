package pmon.os.linux;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import pmon.os.linux.libc.DatagramReceiver;

class DatagramTest {
    @TempDir
    private Path temp;

    @Test
    void arrivesAtAPath() {
        String address = temp.resolve("notify").toString();
        try (var receiver = new DatagramReceiver(address)) {
            assertThat(Datagram.send(address, "READY=1\nSTATUS=läuft")).isEmpty();
            assertThat(receiver.message()).isEqualTo("READY=1\nSTATUS=läuft");
        }
    }

    @Test
    void arrivesAtAnAbstractName() {
        String address = "@pmon-test-" + ProcessHandle.current().pid();
        try (var receiver = new DatagramReceiver(address)) {
            assertThat(Datagram.send(address, "STOPPING=1")).isEmpty();
            assertThat(receiver.message()).isEqualTo("STOPPING=1");
        }
    }

    @Test
    void arrivesAtThePathThatFillsTheAddress() {
        String directory = temp + "/";
        String address = directory + "n".repeat(107 - directory.length());
        try (var receiver = new DatagramReceiver(address)) {
            assertThat(Datagram.send(address, "READY=1")).isEmpty();
            assertThat(receiver.message()).isEqualTo("READY=1");
        }
        assertThat(Datagram.send(address + "n", "READY=1"))
                .hasValueSatisfying(why -> assertThat(why).contains("longer than"));
    }

    @Test
    void saysWhyItWasNotSent() throws Exception {
        Path nobody = temp.resolve("nobody");
        assertThat(Datagram.send(nobody.toString(), "READY=1")).contains(nobody + ": no such file");
        Files.createFile(nobody);
        assertThat(Datagram.send(nobody.toString(), "READY=1")).contains(nobody + ": nobody listens");
        assertThat(Datagram.send("vsock:2:1234", "READY=1")).contains("vsock:2:1234: not the address of a Unix socket");
    }
}
