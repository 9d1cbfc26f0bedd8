package pmon.testkit.monitor;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import pmon.api.process.Account;
import pmon.api.process.ExitStatus;
import pmon.api.process.ProcessName;
import pmon.api.spi.monitor.CheckContext;
import pmon.api.spi.monitor.Notices;
import pmon.api.spi.monitor.ProgramOutput;

/** A context for tests: a program of this name, and commands that really run, as whoever runs the test. */
public final class TestContext implements CheckContext {
    /** It has said that it is ready, and nothing since. */
    private static final Notices READY =
            new Notices(Notices.Phase.READY, "serving", Duration.ofSeconds(10), Optional.empty(), false);

    private static final Duration TIMEOUT = Duration.ofSeconds(10);

    private final Path directory;
    private final Notices told;
    private final List<String> printed;
    private final Instant end;

    /**
     * A context whose time begins now.
     *
     * @param directory the program's working directory
     * @param timeout how long the check may take
     */
    public TestContext(Path directory, Duration timeout) {
        this(directory, timeout, READY, List.of("starting", "listening on port 80"));
    }

    private TestContext(Path directory, Duration timeout, Notices told, List<String> printed) {
        this.directory = directory;
        this.end = Instant.now().plus(timeout);
        this.told = told;
        this.printed = List.copyOf(printed);
    }

    /** One of a program that has told this. */
    public static TestContext telling(Notices told) {
        return new TestContext(Path.of("/"), TIMEOUT, told, List.of());
    }

    /** One of a program that has printed these lines, and prints no more. */
    public static TestContext printing(String... lines) {
        return new TestContext(Path.of("/"), TIMEOUT, READY, List.of(lines));
    }

    @Override
    public ProcessName program() {
        return new ProcessName("web");
    }

    @Override
    public Optional<Integer> pid() {
        return Optional.empty();
    }

    @Override
    public Account user() {
        return new Account(System.getProperty("user.name"), 1000, 1000, List.of(), "/", "/bin/sh");
    }

    @Override
    public Map<String, String> environment() {
        return Map.of();
    }

    @Override
    public String directory() {
        return directory.toString();
    }

    @Override
    public Duration remaining() {
        Duration left = Duration.between(Instant.now(), end);
        return left.isNegative() ? Duration.ZERO : left;
    }

    @Override
    public Notices notices(Predicate<Notices> wanted) {
        return told;
    }

    @Override
    public ProgramOutput output() {
        Iterator<String> lines = printed.iterator();
        return new ProgramOutput() {
            @Override
            public Optional<String> next(Duration patience) {
                return lines.hasNext() ? Optional.of(lines.next()) : Optional.empty();
            }

            @Override
            public void close() {}
        };
    }

    @Override
    public CommandResult run(List<String> command) throws InterruptedException {
        try {
            Process process = new ProcessBuilder(command)
                    .directory(directory.toFile())
                    .redirectErrorStream(true)
                    .start();
            if (!process.waitFor(remaining().toMillis(), TimeUnit.MILLISECONDS)) {
                process.destroyForcibly();
                return new CommandResult.Failed(command.getFirst() + " did not end in time");
            }
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            return new CommandResult.Ended(new ExitStatus.Exited(process.exitValue(), Instant.now()), output);
        } catch (IOException e) {
            return new CommandResult.Failed(String.valueOf(e.getMessage()));
        }
    }
}
