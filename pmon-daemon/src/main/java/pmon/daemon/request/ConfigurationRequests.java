package pmon.daemon.request;

import java.util.function.Supplier;
import pmon.api.protocol.Request;
import pmon.api.protocol.Response;
import pmon.core.supervisor.Caller;
import pmon.core.supervisor.Snapshot;
import pmon.daemon.config.Configuration;
import pmon.daemon.export.Export;

/** Answers what is asked about the settings and the process configuration. */
public final class ConfigurationRequests {
    private final Supplier<Configuration> configuration;
    private final Export export;

    /**
     * Puts it together.
     *
     * @param configuration the settings as they are now
     */
    public ConfigurationRequests(Supplier<Configuration> configuration, Export export) {
        this.configuration = configuration;
        this.export = export;
    }

    Response settings() {
        return new Response.Settings(configuration.get().effective());
    }

    Response export(Request.Export wanted, Snapshot snapshot, Caller caller) {
        return export.write(snapshot.processes(), wanted.format(), wanted.order(), caller);
    }
}
