package pmon.daemon.foreground;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Predicate;
import pmon.api.process.Account;
import pmon.api.process.MonitorSpec;
import pmon.api.process.ProcessName;
import pmon.api.spi.monitor.CheckContext;
import pmon.api.spi.monitor.CheckResult;
import pmon.api.spi.monitor.Monitor;
import pmon.api.spi.monitor.Notices;
import pmon.api.spi.monitor.ProgramOutput;
import pmon.daemon.monitor.MonitorTypes;
import pmon.daemon.monitor.OpenCheck;

/** Checks that must pass before anything starts. Each is made once, all at the same time. */
public final class Prologue {
    private static final Duration TIMEOUT = Duration.ofSeconds(1);

    private Prologue() {}

    /** What does not hold, a sentence each. */
    public static List<String> failures(List<MonitorSpec> checks, MonitorTypes types, Account self) {
        List<CompletableFuture<CheckResult>> results = new ArrayList<>();
        for (MonitorSpec check : checks) {
            CompletableFuture<CheckResult> result = new CompletableFuture<>();
            results.add(result);
            Thread.ofVirtual().start(() -> result.complete(look(check, types, new Context(check, self))));
        }
        List<String> failures = new ArrayList<>();
        for (int i = 0; i < checks.size(); i++) {
            if (result(results.get(i), timeout(checks.get(i))) instanceof CheckResult.Failed(String reason)) {
                failures.add("prologue " + checks.get(i).name() + ": " + reason);
            }
        }
        return failures;
    }

    private static Duration timeout(MonitorSpec check) {
        Duration own = check.timeout();
        return own == null ? TIMEOUT : own;
    }

    private static CheckResult result(CompletableFuture<CheckResult> result, Duration timeout) {
        try {
            return result.get(timeout.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            return new CheckResult.Failed("no answer within " + timeout.toMillis() + " ms");
        } catch (ExecutionException e) {
            return new CheckResult.Failed(String.valueOf(e.getCause()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new CheckResult.Failed("interrupted");
        }
    }

    private static CheckResult look(MonitorSpec check, MonitorTypes types, CheckContext context) {
        try (Monitor monitor = OpenCheck.of(check.check(), types)) {
            return monitor.check(context);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new CheckResult.Failed("interrupted");
        } catch (Exception e) {
            return new CheckResult.Failed(String.valueOf(e.getMessage()));
        }
    }

    /** Of no program. */
    private record Context(MonitorSpec spec, Account self) implements CheckContext {
        @Override
        public ProcessName program() {
            return new ProcessName("prologue");
        }

        @Override
        public Optional<Integer> pid() {
            return Optional.empty();
        }

        @Override
        public Account user() {
            return self;
        }

        @Override
        public Map<String, String> environment() {
            return Map.of();
        }

        @Override
        public String directory() {
            return "/";
        }

        @Override
        public Duration remaining() {
            return timeout(spec);
        }

        @Override
        public CommandResult run(List<String> command) {
            throw new UnsupportedOperationException("no check of procmon runs a command");
        }

        @Override
        public Notices notices(Predicate<Notices> wanted) {
            throw new IllegalStateException("nothing runs yet that could tell anything");
        }

        @Override
        public ProgramOutput output() throws IOException {
            throw new IOException("nothing runs yet that could print anything");
        }
    }
}
