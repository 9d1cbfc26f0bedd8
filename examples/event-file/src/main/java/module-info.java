/** A plugin for pmon: writes what happens to programs into a file. */
module com.example.eventfile {
    requires pmon.api;

    provides pmon.api.spi.event.EventHandlerProvider with
            com.example.eventfile.EventFileProvider;
}
