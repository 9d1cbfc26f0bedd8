import pmon.api.spi.transport.TransportProvider;

/** Carries opaque frames over a Unix domain socket. */
module pmon.ipc.socket {
    requires pmon.api;
    requires jdk.net;
    requires org.newsclub.net.unix;
    requires static transitive org.jspecify;

    provides TransportProvider with
            pmon.ipc.socket.SocketTransportProvider;
}
