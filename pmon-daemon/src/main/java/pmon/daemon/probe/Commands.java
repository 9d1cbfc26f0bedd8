package pmon.daemon.probe;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BiFunction;
import java.util.function.Function;
import pmon.api.process.Account;
import pmon.api.spi.kernel.Access;
import pmon.api.spi.kernel.Errand;
import pmon.api.spi.kernel.ErrandResult;
import pmon.api.spi.monitor.CheckContext.CommandResult;
import pmon.daemon.config.Durations;

/** Runs commands for checks, a few at a time: each holds a thread while it runs, because the kernel port waits for it there. */
public final class Commands implements AutoCloseable {
    private static final int AT_A_TIME = 4;
    private static final int WAITING = 1_000;
    private static final int MAX_OUTPUT_BYTES = 4 << 10;
    private static final Duration IDLE_AFTER = Duration.ofSeconds(30);
    private static final int MAX_PATH_DIRECTORIES = 256;
    /** Where execvp(3) looks without a PATH. */
    private static final String STANDARD_PATH = "/bin:/usr/bin";

    private final Function<Errand, ErrandResult> kernel;
    private final BiFunction<String, Account, Access> executable;
    private final ThreadPoolExecutor pool;

    /**
     * Puts it together.
     *
     * @param kernel runs errands
     * @param executable whether somebody may execute a file
     */
    public Commands(Function<Errand, ErrandResult> kernel, BiFunction<String, Account, Access> executable) {
        this.kernel = kernel;
        this.executable = executable;
        pool = new ThreadPoolExecutor(
                AT_A_TIME,
                AT_A_TIME,
                IDLE_AFTER.toSeconds(),
                TimeUnit.SECONDS,
                new LinkedBlockingQueue<>(WAITING),
                Thread.ofPlatform().name("check commands-", 0).daemon().factory());
        pool.allowCoreThreadTimeOut(true);
    }

    /** Waits for its turn, too, within the time for the check. */
    CommandResult run(List<String> command, ProgramContext context, Deadline deadline) throws InterruptedException {
        if (command.isEmpty()) {
            return new CommandResult.Failed("there is no command to run");
        }
        Future<CommandResult> running;
        try {
            running = pool.submit(() -> run(command, context));
        } catch (RejectedExecutionException _) {
            return new CommandResult.Failed(command.getFirst() + ": too many checks want to run a command");
        }
        try {
            return running.get(deadline.remaining().toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException _) {
            return new CommandResult.Failed(command.getFirst() + " did not end in time");
        } catch (ExecutionException e) {
            return new CommandResult.Failed(command.getFirst() + ": " + e.getCause());
        } finally {
            // One that has not begun must not; one that runs is killed when its time is up.
            running.cancel(false);
        }
    }

    private CommandResult run(List<String> command, ProgramContext context) {
        Duration remaining = context.remaining();
        if (remaining.isZero()) {
            return new CommandResult.Failed(command.getFirst() + " did not get its turn in time");
        }
        Errand errand = new Errand(
                file(command.getFirst(), context),
                command.subList(1, command.size()),
                context.environment(),
                context.directory(),
                context.user(),
                "",
                remaining,
                context.main(),
                MAX_OUTPUT_BYTES);
        return switch (kernel.apply(errand)) {
            case ErrandResult.Ended(var exit, String output) -> new CommandResult.Ended(exit, output);
            case ErrandResult.TimedOut(String output) ->
                new CommandResult.Failed(command.getFirst() + " did not end within " + Durations.show(remaining));
            case ErrandResult.NotStarted(var why) -> new CommandResult.Failed("cannot run " + why.message());
        };
    }

    /** As execvp(3) finds it; where nobody may execute one, the first place is tried, and the refusal says why. */
    private String file(String name, ProgramContext context) {
        Path directory = Path.of(context.directory());
        if (name.contains("/")) {
            return directory.resolve(name).normalize().toString();
        }
        Account user = context.user();
        for (String entry :
                context.environment().getOrDefault("PATH", STANDARD_PATH).split(":", MAX_PATH_DIRECTORIES)) {
            String candidate =
                    directory.resolve(entry).resolve(name).normalize().toString();
            if (executable.apply(candidate, user) == Access.GRANTED) {
                return candidate;
            }
        }
        return directory.resolve(name).toString();
    }

    @Override
    public void close() {
        pool.shutdownNow();
    }
}
