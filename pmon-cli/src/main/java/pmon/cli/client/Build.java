package pmon.cli.client;

import java.io.IOException;
import java.lang.module.ModuleDescriptor;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.ServiceLoader;
import org.jspecify.annotations.Nullable;
import pmon.api.protocol.Frozen;
import pmon.api.spi.transport.RemoteTransportProvider;
import pmon.wire.json.ImageParts;

/** What this image is made of, as its modules tell. */
public final class Build {
    private Build() {}

    /** The version; {@code dev} outside an image. */
    public static String version() {
        ModuleDescriptor descriptor = Build.class.getModule().getDescriptor();
        return descriptor == null ? "dev" : descriptor.rawVersion().orElse("dev");
    }

    /** What a daemon of this image would be made of. */
    public static Frozen.VersionInfo info(ImageParts parts) {
        return new Frozen.VersionInfo(
                version(),
                Runtime.version().toString(),
                System.getProperty("os.name") + " " + System.getProperty("os.version") + " "
                        + System.getProperty("os.arch"),
                modules("pmon.ipc.", "pmon.api.spi.transport.TransportProvider"),
                String.join(",", parts.store()),
                String.join(",", parts.kernel()));
    }

    /**
     * What is in the image of this command.
     *
     * @param image its directory; null outside one, where there are no plugins
     */
    public static ImageParts parts(@Nullable Path image) throws IOException {
        List<String> ipc = modules("pmon.ipc.", "pmon.api.spi.transport.TransportProvider");
        for (RemoteTransportProvider remote : ServiceLoader.load(RemoteTransportProvider.class)) {
            ipc.add(remote.scheme());
        }
        ipc.sort(null);
        return new ImageParts(
                ipc,
                modules("pmon.store.", "pmon.api.spi.store.StoreProvider"),
                modules("pmon.os.", "pmon.api.spi.kernel.KernelProvider"),
                plugins(image));
    }

    private static List<String> plugins(@Nullable Path image) throws IOException {
        List<String> names = new ArrayList<>();
        if (image != null && Files.isDirectory(image.resolve("plugins"))) {
            try (DirectoryStream<Path> directories =
                    Files.newDirectoryStream(image.resolve("plugins"), Files::isDirectory)) {
                for (Path directory : directories) {
                    names.add(directory.getFileName().toString());
                }
            }
        }
        names.sort(null);
        return names;
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
