/** Fakes, a manual clock, a simulation and one contract suite for every service provider interface. */
module pmon.testkit {
    requires transitive pmon.core;
    requires transitive org.junit.jupiter.api;
    requires static transitive org.jspecify;

    exports pmon.testkit.event;
    exports pmon.testkit.kernel;
    exports pmon.testkit.monitor;
    exports pmon.testkit.simulation;
    exports pmon.testkit.store;
    exports pmon.testkit.time;
    exports pmon.testkit.transport;
}
