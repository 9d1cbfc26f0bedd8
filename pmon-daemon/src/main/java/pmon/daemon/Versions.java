package pmon.daemon;

import java.lang.module.ModuleDescriptor;
import java.util.List;
import java.util.Optional;
import pmon.api.protocol.Frozen;

/** What this daemon is made of. */
final class Versions {
    private Versions() {}

    /** The version of pmon; {@code development} where it runs from loose classes. */
    static String pmon() {
        return Optional.ofNullable(Versions.class.getModule().getDescriptor())
                .flatMap(ModuleDescriptor::rawVersion)
                .orElse("development");
    }

    static Frozen.VersionInfo of(String transport, String store, String kernel) {
        return new Frozen.VersionInfo(
                pmon(),
                Runtime.version().toString(),
                System.getProperty("os.name") + " " + System.getProperty("os.version") + " "
                        + System.getProperty("os.arch"),
                List.of(transport),
                store,
                kernel);
    }
}
