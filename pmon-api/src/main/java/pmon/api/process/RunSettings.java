package pmon.api.process;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * When a program is run, and what is run before it.
 *
 * @param prerun names of tasks that are run, one after the other, before each start of the program
 * @param occasion what a {@link Type#TASK} is run for without being asked; null for nothing
 */
public record RunSettings(
        Type type, List<String> prerun, @Nullable Occasion occasion) {
    /** Kept running, with nothing before it. */
    public static final RunSettings DEFAULT = new RunSettings(Type.SERVICE, List.of(), null);

    /** No program is run more often than this by itself. */
    public static final Duration SHORTEST_PERIOD = Duration.ofMillis(100);

    public RunSettings {
        prerun = List.copyOf(prerun);
        if (occasion != null && type != Type.TASK) {
            throw new IllegalArgumentException("only a task is run for an occasion");
        }
    }

    /** What becomes of a program when it ends. */
    public enum Type {
        /** It is kept running. */
        SERVICE,
        /** It is run once: when somebody starts it, and with the others when the daemon first knows it. */
        ONESHOT,
        /** It is run when there is an occasion, when somebody asks, and before programs that name it. */
        TASK
    }

    /** What becomes of a run that was due while it could not be begun, because no daemon was there or the machine slept. */
    public enum Missed {
        /** Nothing; the next is awaited. */
        SKIP,
        /** It is made up for, once however many there were. */
        RUN
    }

    /** What a task is run for. */
    public sealed interface Occasion {
        /**
         * Again and again.
         *
         * @param period from the beginning of one run to that of the next, {@link #SHORTEST_PERIOD} or more
         */
        record Every(Duration period, Missed missed) implements Occasion {
            public Every {
                if (period.compareTo(SHORTEST_PERIOD) < 0) {
                    throw new IllegalArgumentException(
                            "every is " + SHORTEST_PERIOD.toMillis() + " ms or more, not " + period);
                }
            }
        }

        /**
         * At times of day.
         *
         * @param expression five fields as crontab(5) has them
         * @param timeZone name of the zone whose time of day is meant; null is UTC
         */
        record Cron(String expression, @Nullable String timeZone, Missed missed) implements Occasion {}

        /**
         * When the daemon gets a signal.
         *
         * @param signal HUP, INT, TERM, USR1 or USR2
         * @param shutdown stops all other programs first, in order, and starts them again afterwards
         * @param terminate ends the daemon afterwards
         */
        record OnSignal(Signal signal, boolean shutdown, boolean terminate) implements Occasion {
            /** Those that a daemon can be sent for its tasks. */
            public static final List<Signal> SIGNALS =
                    List.of(Signal.HUP, Signal.INT, Signal.TERM, Signal.USR1, Signal.USR2);

            public OnSignal {
                if (!SIGNALS.contains(signal)) {
                    throw new IllegalArgumentException("no task is run for " + signal.conventionalName());
                }
            }
        }
    }

    /** When it is run, in words: {@code every 17s}, {@code for SIGHUP}. */
    public String words() {
        return switch (occasion) {
            case Occasion.Every(Duration period, var missed) -> "every " + human(period);
            case Occasion.Cron(String expression, var zone, var missed) ->
                "at " + expression + (zone == null ? " UTC" : " " + zone);
            case Occasion.OnSignal(Signal signal, var shutdown, var terminate) -> "for " + signal.conventionalName();
            case null ->
                switch (type) {
                    case SERVICE -> "all the time";
                    case ONESHOT -> "once";
                    case TASK -> "when asked";
                };
        };
    }

    private static String human(Duration period) {
        long millis = period.toMillis();
        if (millis % 1000 != 0) {
            return millis + "ms";
        }
        long seconds = millis / 1000;
        return seconds % 3600 == 0 ? seconds / 3600 + "h" : seconds % 60 == 0 ? seconds / 60 + "m" : seconds + "s";
    }

    /** Whether nothing is set. */
    public boolean isDefault() {
        return type == Type.SERVICE && prerun.isEmpty() && occasion == null;
    }

    /** Whether it is run without being asked, again and again. */
    public boolean recurring() {
        return occasion != null;
    }

    /** Whether it is to come to its end by itself. */
    public boolean ends() {
        return type != Type.SERVICE;
    }
}
