import pmon.api.spi.transport.RemoteTransportProvider;

/** Carries opaque frames between machines, over TLS with certificates on both sides. */
module pmon.ipc.tcp {
    requires pmon.api;
    requires static transitive org.jspecify;

    provides RemoteTransportProvider with
            pmon.ipc.tcp.TcpTransportProvider;
}
