package pmon.api.spi.transport;

import java.nio.file.Path;

/**
 * Where a transport puts what clients and daemon share in memory, and how it is protected.
 *
 * @param directory an existing directory in memory, such as {@code /dev/shm}
 * @param suffix ends the name of what is made there; empty for none
 * @param directoryMode permission bits of directories, such as 0700
 * @param fileMode permission bits of files, such as 0600
 */
public record SharedMemory(Path directory, String suffix, int directoryMode, int fileMode) {
    /** {@code /dev/shm}, for the owner only. */
    public static final SharedMemory DEFAULT = new SharedMemory(Path.of("/dev/shm"), "", 0700, 0600);
}
