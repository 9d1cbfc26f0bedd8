/** Decisions without input or output: what each program's state is, and what has to be done about it. */
module pmon.core {
    requires transitive pmon.api;
    requires static transitive org.jspecify;
    requires com.cronutils;
    requires org.jgrapht.core;

    exports pmon.core.health;
    exports pmon.core.lifecycle;
    exports pmon.core.order;
    exports pmon.core.schedule;
    exports pmon.core.supervisor;
    exports pmon.core.time;
}
