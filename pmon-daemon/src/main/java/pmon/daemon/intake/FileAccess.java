package pmon.daemon.intake;

import pmon.api.process.Account;
import pmon.api.spi.kernel.Access;
import pmon.api.spi.kernel.FileText;
import pmon.api.spi.kernel.Kernel;

/** What paths are to a user; the part of {@link Kernel} that intake needs. Called on platform threads only. */
public interface FileAccess {
    /** Whether the user may execute the file. */
    Access executable(String file, Account user);

    /** Whether the user may enter the directory. */
    Access directory(String directory, Account user);

    /** Reads a regular file with the rights of the user. */
    FileText read(String file, Account user, int maxBytes);

    /** As the kernel sees it. */
    static FileAccess of(Kernel kernel) {
        return new FileAccess() {
            @Override
            public Access executable(String file, Account user) {
                return kernel.executable(file, user);
            }

            @Override
            public Access directory(String directory, Account user) {
                return kernel.directory(directory, user);
            }

            @Override
            public FileText read(String file, Account user, int maxBytes) {
                return kernel.read(file, user, maxBytes);
            }
        };
    }
}
