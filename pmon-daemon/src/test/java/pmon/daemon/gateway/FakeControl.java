package pmon.daemon.gateway;

import java.util.ArrayList;
import java.util.List;
import pmon.api.protocol.Frozen;

/** Accepts everything and remembers it. */
final class FakeControl implements DaemonControl {
    final List<Frozen> asked = new ArrayList<>();

    @Override
    public Frozen.VersionInfo version() {
        return new Frozen.VersionInfo("0.1.0", "25", "linux", List.of("fake"), "fake", "fake");
    }

    @Override
    public Frozen upgrade(Frozen.Upgrade wanted) {
        asked.add(wanted);
        return new Frozen.Accepted();
    }

    @Override
    public Frozen shutdown(Frozen.Shutdown wanted) {
        asked.add(wanted);
        return new Frozen.Accepted();
    }
}
