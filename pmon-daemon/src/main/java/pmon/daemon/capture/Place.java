package pmon.daemon.capture;

import pmon.api.process.Account;
import pmon.api.spi.kernel.SpawnCommand.Output.AppendTo;

/**
 * Where a log is.
 *
 * @param path absolute
 * @param owner the account whose rights count there
 * @param fileMode permission bits of a new file
 */
record Place(String path, Account owner, int fileMode) {
    AppendTo file() {
        return new AppendTo(path, fileMode);
    }
}
