/** The words of pmon: the process model, the protocol, and the service interfaces that providers implement. */
module pmon.api {
    requires static transitive org.jspecify;

    exports pmon.api.process;
    exports pmon.api.protocol;
    exports pmon.api.spi.event;
    exports pmon.api.spi.kernel;
    exports pmon.api.spi.legacy;
    exports pmon.api.spi.monitor;
    exports pmon.api.spi.plugin;
    exports pmon.api.spi.store;
    exports pmon.api.spi.transport;
}
