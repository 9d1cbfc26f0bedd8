package pmon.wire.json;

import java.util.List;

/**
 * The parts that an image was put together from, whichever of them a daemon uses.
 *
 * @param ipc transports, those between machines by their scheme
 * @param plugins those that come with it; others are the daemon's own
 */
public record ImageParts(List<String> ipc, List<String> store, List<String> kernel, List<String> plugins) {
    public ImageParts {
        ipc = List.copyOf(ipc);
        store = List.copyOf(store);
        kernel = List.copyOf(kernel);
        plugins = List.copyOf(plugins);
    }
}
