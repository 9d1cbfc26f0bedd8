package pmon.daemon.programlog;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Supplier;
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
                try {
                    return run(() -> kernel.open(file, user, write));
                } catch (RejectedExecutionException e) {
                    return new Opening.Refused(String.valueOf(e.getMessage()));
                }
            }

            @Override
            public Optional<String> delete(String file, Account user) {
                try {
                    return run(() -> kernel.delete(file, user));
                } catch (RejectedExecutionException e) {
                    return Optional.of(String.valueOf(e.getMessage()));
                }
            }

            @Override
            public List<String> names(String directory, Account user) {
                return run(() -> kernel.names(directory, user));
            }

            private <T> T run(Supplier<T> action) {
                try {
                    return CompletableFuture.supplyAsync(action, platform).join();
                } catch (OutOfMemoryError e) {
                    // So it is told that there are no more threads; without memory the daemon ends at once.
                    throw new RejectedExecutionException("no more threads allowed", e);
                }
            }
        };
    }
}
