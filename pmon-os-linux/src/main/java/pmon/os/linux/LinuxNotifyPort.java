package pmon.os.linux;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import pmon.api.spi.kernel.ChildKey;
import pmon.api.spi.kernel.NotifyPort;
import pmon.os.linux.libc.Datagrams;
import pmon.os.linux.libc.Errno;
import pmon.os.linux.libc.FileCalls;
import pmon.os.linux.libc.SocketCalls;

/** A datagram socket whose messages carry the credentials of their senders. */
final class LinuxNotifyPort implements NotifyPort {
    private final String address;
    private final int socket;
    private final Senders senders;
    private final Datagrams datagrams;
    private volatile boolean closed;

    private LinuxNotifyPort(String address, int socket, Senders senders) {
        this.address = address;
        this.socket = socket;
        this.senders = senders;
        this.datagrams = new Datagrams(socket);
    }

    static Opened open(String address, Senders senders) {
        if (address.getBytes(StandardCharsets.UTF_8).length > SocketCalls.ADDRESS_BYTES_BOUND) {
            return new Opened.Failed(address + ": longer than the address of a socket can be");
        }
        boolean file = address.startsWith("/");
        if (file) {
            // Of an earlier daemon: nobody can listen at a name that is taken, not even by a socket that is gone.
            FileCalls.unlink(address);
        }
        int socket = SocketCalls.bindDatagramSocket(address);
        if (socket < 0) {
            return new Opened.Failed(address + ": " + Errno.describe(-socket));
        }
        try {
            if (file) {
                // Whoever may send is told from those who may not by who they are, not by what they may write.
                Files.setPosixFilePermissions(Path.of(address), PosixFilePermissions.fromString("rw-rw-rw-"));
            }
        } catch (IOException e) {
            FileCalls.close(socket);
            return new Opened.Failed(address + ": cannot be opened to users: " + e.getMessage());
        }
        return new Opened.Listening(new LinuxNotifyPort(address, socket, senders));
    }

    @Override
    public String address() {
        return address;
    }

    @Override
    public @Nullable Notice receive() {
        while (!closed) {
            Datagrams.Received<Optional<ChildKey>> received = datagrams.receive(this::sender);
            if (received.error() < 0 && received.error() != -Errno.EINTR) {
                break;
            }
            if (received.sender().isPresent() && !received.text().isEmpty()) {
                return new Notice(received.sender().get(), received.text());
            }
        }
        FileCalls.close(socket);
        return null;
    }

    private Optional<ChildKey> sender(int pid) {
        return pid == 0 || closed ? Optional.empty() : senders.instance(pid);
    }

    /** The socket is closed by the thread that receives, once it has woken up. */
    @Override
    public void close() {
        closed = true;
        SocketCalls.sendDatagram(address, "WAKE=1");
    }
}
