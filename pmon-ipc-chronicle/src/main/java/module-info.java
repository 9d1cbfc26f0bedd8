import pmon.api.spi.transport.TransportProvider;

/** Carries opaque frames through queues in shared memory. */
module pmon.ipc.chronicle {
    requires pmon.api;
    requires chronicle.bytes;
    requires chronicle.core;
    requires chronicle.queue;
    requires chronicle.wire;
    requires static transitive org.jspecify;

    provides TransportProvider with
            pmon.ipc.chronicle.ChronicleTransportProvider;
}
