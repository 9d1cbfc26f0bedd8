package pmon.api.process;

import java.time.Instant;

/** How a program ended, as the kernel told it, and when the supervisor learnt it. */
public sealed interface ExitStatus {
    /** When the supervisor learnt it (wall clock). */
    Instant at();

    /** In words, such as {@code exit code 1}. */
    String describe();

    /** True for exit code 0 only. */
    default boolean success() {
        return this instanceof Exited(int code, Instant _) && code == 0;
    }

    /**
     * The program called exit.
     *
     * @param code 0 to 255
     */
    record Exited(int code, Instant at) implements ExitStatus {
        public Exited {
            if (code < 0 || code > 255) {
                throw new IllegalArgumentException("exit code " + code + " is not within 0 to 255");
            }
        }

        @Override
        public String describe() {
            return "exit code " + code;
        }
    }

    /**
     * A signal ended the program.
     *
     * @param signal the signal's number
     */
    record Signaled(int signal, Instant at) implements ExitStatus {
        @Override
        public String describe() {
            return Signal.nameOf(signal);
        }
    }

    /** The program is gone, and the kernel does not say how (it was not our child). */
    record Unknown(Instant at) implements ExitStatus {
        @Override
        public String describe() {
            return "unknown exit";
        }
    }
}
