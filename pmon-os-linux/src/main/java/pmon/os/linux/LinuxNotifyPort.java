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
    private final Supervision supervision;
    private final Senders senders;
    private final Datagrams datagrams;
    private volatile boolean closed;
    /** Whether a message has been taken and what follows from it is not done yet. */
    private volatile boolean busy;
    /** Whether the socket is closed. */
    private boolean over;

    private LinuxNotifyPort(String address, int socket, Supervision supervision, Senders senders) {
        this.address = address;
        this.socket = socket;
        this.supervision = supervision;
        this.senders = senders;
        this.datagrams = new Datagrams(socket);
    }

    static Opened open(String address, Supervision supervision, Senders senders) {
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
        var port = new LinuxNotifyPort(address, socket, supervision, senders);
        supervision.hearing().begin(port);
        return new Opened.Listening(port);
    }

    @Override
    public String address() {
        return address;
    }

    @Override
    public @Nullable Notice receive() {
        busy = false;
        while (!closed) {
            int waited = datagrams.await();
            if (waited == -Errno.EINTR) {
                continue;
            }
            // Before it is taken: whoever asks whether there is something unheard looks at the socket first.
            busy = true;
            Datagrams.Received<Optional<ChildKey>> received = datagrams.receive(this::sender);
            if (received.error() < 0 && received.error() != -Errno.EINTR) {
                break;
            }
            if (received.sender().isPresent() && !received.text().isEmpty()) {
                return new Notice(received.sender().get(), received.text());
            }
            busy = false;
        }
        supervision.hearing().end(this);
        closeSocket();
        return null;
    }

    @Override
    public Optional<String> follow(ChildKey instance, int pid) {
        return supervision.mainChanges().name(instance, pid);
    }

    /** Whether something that was sent before is still on its way. Any thread. */
    synchronized boolean unheard() {
        return !over && (!datagrams.isEmpty() || busy);
    }

    private synchronized void closeSocket() {
        over = true;
        FileCalls.close(socket);
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
