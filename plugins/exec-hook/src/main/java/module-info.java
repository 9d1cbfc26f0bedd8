/** Runs scripts when something happens to programs. */
module pmon.plugin.exec {
    requires pmon.api;

    provides pmon.api.spi.event.EventHandlerProvider with
            pmon.plugin.exec.ScriptHandlerProvider;
}
