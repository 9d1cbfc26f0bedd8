package pmon.api.protocol;

import java.util.List;

/**
 * The four exchanges whose bytes never change, so that any client can talk to any daemon enough to learn its version, replace it, or end
 * it.
 */
public sealed interface Frozen {
    /** The newest protocol version this build speaks. It grows when a change would be misread by an older peer. */
    int PROTOCOL = 1;

    /**
     * A client's first frame.
     *
     * @param protocol the version it will speak
     */
    record Hello(int protocol, String client) implements Frozen {}

    /**
     * The daemon's answer.
     *
     * @param oldest the oldest version it speaks
     * @param newest the newest
     */
    record Welcome(int oldest, int newest, String server) implements Frozen {}

    /** Asks what the daemon is made of. */
    record Version() implements Frozen {}

    /**
     * What it is made of.
     *
     * @param ipc transports in use
     * @param store the store in use
     */
    record VersionInfo(String version, String java, String os, List<String> ipc, String store, String kernel)
            implements Frozen {
        public VersionInfo {
            ipc = List.copyOf(ipc);
        }
    }

    /** Asks the daemon to replace itself with the image at this path. */
    record Upgrade(String image) implements Frozen {}

    /**
     * Asks the daemon to end.
     *
     * @param keepPrograms leaves programs running, to be taken over by the next daemon
     */
    record Shutdown(boolean keepPrograms) implements Frozen {}

    /** It has been accepted; the daemon closes the connection when it is done. */
    record Accepted() implements Frozen {}

    /**
     * It is refused.
     *
     * @param code the word of an {@link ErrorCode}
     */
    record Refused(String code, String message) implements Frozen {}
}
