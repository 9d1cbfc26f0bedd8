/** Decisions without I/O: (state, event, now) in, (state, effects) out. */
module pmon.core {
    requires transitive pmon.api;
    requires static transitive org.jspecify;
}
