package pmon.daemon.notice;

import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.function.Predicate;
import pmon.api.spi.monitor.Notices;
import pmon.api.spi.monitor.Notices.Phase;

/** What one instance has told. Any thread. */
final class Heard {
    /** A status is for one line on a screen; this much of a longer one is kept. */
    private static final int STATUS_BOUND = 200;

    /** A message is 4 KiB at most; more lines than this are none that sd_notify(3) would send. */
    private static final int LINES_BOUND = 64;

    /** A program that names another main process more often than this has lost its way; each is on record. */
    private static final int MAINS_BOUND = 1_000;

    /** Longer than any program lives, and far from where sums of nanoseconds overflow. */
    private static final long WATCHDOG_BOUND_MICROS = TimeUnit.DAYS.toMicros(1_000);

    private final LongSupplier nanos;
    private Phase phase = Phase.STARTING;
    private String status = "";
    private long signAt;
    private Optional<Duration> watchdog = Optional.empty();
    private boolean alarm;
    private int mains;
    private boolean complained;

    Heard(LongSupplier nanos) {
        this.nanos = nanos;
        signAt = nanos.getAsLong();
    }

    /** Takes in a message; what is not understood is passed over, as systemd does. */
    synchronized void take(String message) {
        message.lines().limit(LINES_BOUND).forEach(this::line);
        notifyAll();
    }

    /** The process that a message names as the main one; empty where it names none, or it has been said too often. */
    synchronized OptionalInt main(String message) {
        OptionalInt named = message.lines()
                .limit(LINES_BOUND)
                .filter(line -> line.matches("MAINPID=[1-9][0-9]{0,8}"))
                .mapToInt(line -> Integer.parseInt(line.substring("MAINPID=".length())))
                .findFirst();
        if (named.isPresent() && mains++ >= MAINS_BOUND) {
            return OptionalInt.empty();
        }
        return named;
    }

    /** Whether nothing about it has been complained of before: what a program says must not fill the daemon's log. */
    synchronized boolean firstComplaint() {
        boolean first = !complained;
        complained = true;
        return first;
    }

    private void line(String line) {
        int equals = line.indexOf('=');
        String value = line.substring(equals + 1);
        switch (equals < 0 ? "" : line.substring(0, equals)) {
            case "READY" -> {
                if (value.equals("1")) {
                    phase = Phase.READY;
                    signAt = nanos.getAsLong();
                }
            }
            case "RELOADING" -> phase = value.equals("1") ? Phase.RELOADING : phase;
            case "STOPPING" -> phase = value.equals("1") ? Phase.STOPPING : phase;
            case "STATUS" -> status = value.substring(0, Math.min(value.length(), STATUS_BOUND));
            case "WATCHDOG" -> {
                signAt = value.equals("1") ? nanos.getAsLong() : signAt;
                alarm |= value.equals("trigger");
            }
            case "WATCHDOG_USEC" -> micros(value);
            default -> {
                // sd_notify(3) has more, about descriptors and errors, and lets programs invent their own.
            }
        }
    }

    private void micros(String value) {
        boolean number =
                !value.isEmpty() && value.length() <= 18 && value.chars().allMatch(c -> c >= '0' && c <= '9');
        long micros = number ? Long.parseLong(value) : 0;
        if (micros > 0 && micros <= WATCHDOG_BOUND_MICROS) {
            watchdog = Optional.of(Duration.ofNanos(TimeUnit.MICROSECONDS.toNanos(micros)));
        }
    }

    /** What there is once it is what is wanted, or when the time is up. */
    synchronized Notices await(Predicate<Notices> wanted, Duration patience) throws InterruptedException {
        long deadline = System.nanoTime() + patience.toNanos();
        Notices now = now();
        long left = patience.toNanos();
        while (!wanted.test(now) && left > 0) {
            TimeUnit.NANOSECONDS.timedWait(this, left);
            now = now();
            left = deadline - System.nanoTime();
        }
        return now;
    }

    private Notices now() {
        return new Notices(phase, status, Duration.ofNanos(nanos.getAsLong() - signAt), watchdog, alarm);
    }
}
