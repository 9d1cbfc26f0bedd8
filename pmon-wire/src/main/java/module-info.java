/** The protocol as bytes; the only place that knows Jackson on the wire. */
module pmon.wire {
    requires transitive pmon.api;
    requires static transitive org.jspecify;
    requires tools.jackson.core;

    exports pmon.wire;
    exports pmon.wire.document;
    exports pmon.wire.json;
    exports pmon.wire.log;
}
