package pmon.ipc.socket;

import java.io.IOException;
import java.nio.channels.SocketChannel;
import jdk.net.ExtendedSocketOptions;
import pmon.api.spi.transport.Peer;

/** SO_PEERCRED (unix(7)). A class of its own, so that clients, which never ask, do not load the options of jdk.net. */
final class PeerCredentials {
    private PeerCredentials() {}

    static Peer of(SocketChannel channel) throws IOException {
        return new Peer(
                channel.getOption(ExtendedSocketOptions.SO_PEERCRED).user().getName());
    }
}
