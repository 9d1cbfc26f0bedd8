package pmon.daemon.programlog;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import pmon.api.process.Account;
import pmon.api.spi.kernel.Kernel;
import pmon.api.spi.kernel.Opening;

/** The logs of other users' programs, as a daemon of root gets at them; the part of {@link Kernel} that logs need. Any thread. */
public interface UserFiles {
    /** {@link Kernel#open}. */
    Opening open(String file, Account user, boolean write);

    /** {@link Kernel#delete}. */
    Optional<String> delete(String file, Account user);

    /** {@link Kernel#names}. */
    List<String> names(String directory, Account user);

    /**
     * Through the kernel.
     *
     * @param platform runs what takes over a user's rights for the thread it runs on: platform threads
     */
    static UserFiles of(Kernel kernel, Executor platform) {
        return new UserFiles() {
            @Override
            public Opening open(String file, Account user, boolean write) {
                return CompletableFuture.supplyAsync(() -> kernel.open(file, user, write), platform)
                        .join();
            }

            @Override
            public Optional<String> delete(String file, Account user) {
                return CompletableFuture.supplyAsync(() -> kernel.delete(file, user), platform)
                        .join();
            }

            @Override
            public List<String> names(String directory, Account user) {
                return CompletableFuture.supplyAsync(() -> kernel.names(directory, user), platform)
                        .join();
            }
        };
    }
}
