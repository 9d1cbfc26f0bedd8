package pmon.cli.client;

import java.lang.module.ModuleDescriptor;
import java.util.ArrayList;
import java.util.List;
import pmon.api.protocol.Frozen;

/** What this image is made of, as its modules tell. */
public final class Build {
    private Build() {}

    /** The version; {@code dev} outside an image. */
    public static String version() {
        ModuleDescriptor descriptor = Build.class.getModule().getDescriptor();
        return descriptor == null ? "dev" : descriptor.rawVersion().orElse("dev");
    }

    /** What a daemon of this image would be made of. */
    public static Frozen.VersionInfo info() {
        return new Frozen.VersionInfo(
                version(),
                Runtime.version().toString(),
                System.getProperty("os.name") + " " + System.getProperty("os.version") + " "
                        + System.getProperty("os.arch"),
                modules("pmon.ipc.", "pmon.api.spi.transport.TransportProvider"),
                String.join(",", modules("pmon.store.", "pmon.api.spi.store.StoreProvider")),
                String.join(",", modules("pmon.os.", "pmon.api.spi.kernel.KernelProvider")));
    }

    /** By their modules' names, so that no provider's code is run. */
    private static List<String> modules(String prefix, String service) {
        List<String> names = new ArrayList<>();
        for (Module module : ModuleLayer.boot().modules()) {
            String name = module.getName();
            if (name.startsWith(prefix) && provides(module, service)) {
                names.add(name.substring(prefix.length()));
            }
        }
        names.sort(null);
        return names;
    }

    private static boolean provides(Module module, String service) {
        for (ModuleDescriptor.Provides provided : module.getDescriptor().provides()) {
            if (provided.service().equals(service)) {
                return true;
            }
        }
        return false;
    }
}
