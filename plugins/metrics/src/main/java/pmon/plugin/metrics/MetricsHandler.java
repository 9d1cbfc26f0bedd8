package pmon.plugin.metrics;

import java.util.EnumSet;
import java.util.Set;
import pmon.api.spi.event.EventHandler;
import pmon.api.spi.event.Occurrence;
import pmon.api.spi.event.Occurrence.Kind;

/** Counts what happens, and serves that and what is measured when somebody asks. */
record MetricsHandler(Tally tally, Server server) implements EventHandler {
    @Override
    public Set<Kind> wanted() {
        return EnumSet.allOf(Kind.class);
    }

    @Override
    public void handle(Occurrence occurrence) {
        tally.count(occurrence);
    }

    @Override
    public void close() {
        server.close();
    }
}
