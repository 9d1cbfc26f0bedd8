/** Carries opaque frames over a Unix domain socket. */
module pmon.ipc.socket {
    requires pmon.api;
    requires static transitive org.jspecify;
}
