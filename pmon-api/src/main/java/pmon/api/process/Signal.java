package pmon.api.process;

import java.util.Locale;
import java.util.Optional;

/** A signal, with its number on Linux (x86-64 and arm64 agree; source: signal(7)). */
public enum Signal {
    HUP(1),
    INT(2),
    QUIT(3),
    ILL(4),
    TRAP(5),
    ABRT(6),
    BUS(7),
    FPE(8),
    KILL(9),
    USR1(10),
    SEGV(11),
    USR2(12),
    PIPE(13),
    ALRM(14),
    TERM(15),
    STKFLT(16),
    CHLD(17),
    CONT(18),
    STOP(19),
    TSTP(20),
    TTIN(21),
    TTOU(22),
    URG(23),
    XCPU(24),
    XFSZ(25),
    VTALRM(26),
    PROF(27),
    WINCH(28),
    IO(29),
    PWR(30),
    SYS(31);

    private final int number;

    Signal(int number) {
        this.number = number;
    }

    /** The number on Linux. */
    public int number() {
        return number;
    }

    /** The conventional name, such as {@code SIGTERM}. */
    public String conventionalName() {
        return "SIG" + name();
    }

    /** Finds a signal by name ({@code TERM}, {@code sigterm}) or number ({@code 15}); empty when there is none. */
    public static Optional<Signal> parse(String text) {
        String word = text.strip().toUpperCase(Locale.ROOT);
        String bare = word.startsWith("SIG") ? word.substring(3) : word;
        for (Signal signal : values()) {
            if (signal.name().equals(bare) || Integer.toString(signal.number).equals(word)) {
                return Optional.of(signal);
            }
        }
        return Optional.empty();
    }

    /** The conventional name of a signal number, {@code SIG} and the number where it has none (real-time signals). */
    public static String nameOf(int number) {
        for (Signal signal : values()) {
            if (signal.number == number) {
                return signal.conventionalName();
            }
        }
        return "SIG" + number;
    }
}
