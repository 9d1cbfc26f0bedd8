package pmon.os.linux;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import pmon.os.linux.libc.Errno;
import pmon.os.linux.libc.SocketCalls;

/** A message that fits into one packet, and why it could not be sent. */
final class Datagram {
    private Datagram() {}

    static Optional<String> send(String address, String text) {
        // sd_notify(3) knows vsock: addresses too, which reach a host from inside its virtual machine.
        if (!address.startsWith("/") && !address.startsWith("@")) {
            return Optional.of(address + ": not the address of a Unix socket");
        }
        if (address.getBytes(StandardCharsets.UTF_8).length > SocketCalls.ADDRESS_BYTES_BOUND) {
            return Optional.of(address + ": longer than the address of a socket can be");
        }
        int sent = SocketCalls.sendDatagram(address, text);
        return sent < 0 ? Optional.of(address + ": " + Errno.describe(-sent)) : Optional.empty();
    }
}
