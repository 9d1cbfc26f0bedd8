import pmon.api.spi.transport.RemoteTransportProvider;
import pmon.api.spi.transport.TransportProvider;

/** The command line: a function of arguments, console and client. */
module pmon.cli {
    requires pmon.api;
    requires pmon.wire;
    requires info.picocli;
    requires static transitive org.jspecify;

    uses RemoteTransportProvider;
    uses TransportProvider;
}
