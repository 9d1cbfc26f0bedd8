package pmon.daemon.monitor;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import pmon.api.process.Check;
import pmon.api.spi.monitor.CheckContext;
import pmon.api.spi.monitor.CheckResult;
import pmon.api.spi.monitor.Monitor;

/** A check put together from its parts, as one monitor. */
public final class OpenCheck {
    private OpenCheck() {}

    /**
     * Opens it.
     *
     * @throws IllegalArgumentException when a type is unknown or a setting is wrong; the message is for people
     */
    public static Monitor of(Check check, MonitorTypes types) {
        return switch (check) {
            case Check.Single single -> single(single, types);
            case Check.All(var checks) -> all(parts(checks, types));
            case Check.Any(var checks) -> any(parts(checks, types));
            case Check.Not(Check other) -> not(of(other, types));
            case Check.Retry(int times, Check other) -> retry(times, of(other, types));
        };
    }

    private static Monitor single(Check.Single single, MonitorTypes types) {
        var provider = types.find(single.type())
                .orElseThrow(() -> new IllegalArgumentException("nothing provides the monitor type " + single.type()
                        + "; there are " + String.join(", ", types.names())));
        return switch (WrittenSettings.read(provider.settings(), single.settings())) {
            case WrittenSettings.Reading.Valid(var settings) -> guarded(provider.open(settings));
            case WrittenSettings.Reading.Wrong(var problems) ->
                throw new IllegalArgumentException(single.type() + "."
                        + problems.getFirst().key() + ": " + problems.getFirst().message());
        };
    }

    /** Whatever a check throws counts as failed, also where a failure is what was hoped for. */
    private static Monitor guarded(Monitor monitor) {
        return new Composed(List.of(monitor)) {
            @Override
            public CheckResult check(CheckContext context) throws InterruptedException {
                try {
                    return monitor.check(context);
                } catch (InterruptedException e) {
                    throw e;
                } catch (Exception e) {
                    String message = e.getMessage();
                    return new CheckResult.Failed(message == null ? e.toString() : message);
                }
            }
        };
    }

    private static List<Monitor> parts(List<Check> checks, MonitorTypes types) {
        if (checks.isEmpty()) {
            throw new IllegalArgumentException("all and any need at least one check");
        }
        List<Monitor> parts = new ArrayList<>();
        checks.forEach(each -> parts.add(of(each, types)));
        return List.copyOf(parts);
    }

    private static Monitor all(List<Monitor> parts) {
        return new Composed(parts) {
            @Override
            public CheckResult check(CheckContext context) throws Exception {
                for (Monitor part : parts) {
                    CheckResult result = part.check(context);
                    if (result instanceof CheckResult.Failed) {
                        return result;
                    }
                }
                return CheckResult.PASSED;
            }
        };
    }

    private static Monitor any(List<Monitor> parts) {
        return new Composed(parts) {
            @Override
            public CheckResult check(CheckContext context) throws Exception {
                List<String> reasons = new ArrayList<>();
                for (Monitor part : parts) {
                    switch (part.check(context)) {
                        case CheckResult.Passed passed -> {
                            return passed;
                        }
                        case CheckResult.Failed(String reason) -> reasons.add(reason);
                    }
                }
                return new CheckResult.Failed(String.join("; ", reasons));
            }
        };
    }

    private static Monitor not(Monitor other) {
        return new Composed(List.of(other)) {
            @Override
            public CheckResult check(CheckContext context) throws Exception {
                return switch (other.check(context)) {
                    case CheckResult.Passed passed -> new CheckResult.Failed("it passed, and should not");
                    case CheckResult.Failed failed -> CheckResult.PASSED;
                };
            }
        };
    }

    private static Monitor retry(int times, Monitor other) {
        AtomicInteger failures = new AtomicInteger();
        return new Composed(List.of(other)) {
            @Override
            public CheckResult check(CheckContext context) throws Exception {
                CheckResult result = other.check(context);
                if (result instanceof CheckResult.Passed) {
                    failures.set(0);
                    return result;
                }
                return failures.incrementAndGet() < times ? CheckResult.PASSED : result;
            }
        };
    }

    /** Closes its parts. */
    private abstract static class Composed implements Monitor {
        private final List<Monitor> parts;

        Composed(List<Monitor> parts) {
            this.parts = parts;
        }

        @Override
        public void close() {
            parts.forEach(Monitor::close);
        }
    }
}
