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
                modules("pmon.ipc."),
                String.join(",", modules("pmon.store.")),
                String.join(",", modules("pmon.os.")));
    }

    private static List<String> modules(String prefix) {
        List<String> names = new ArrayList<>();
        for (Module module : ModuleLayer.boot().modules()) {
            String name = module.getName();
            if (name.startsWith(prefix)) {
                names.add(name.substring(prefix.length()));
            }
        }
        names.sort(null);
        return names;
    }
}
