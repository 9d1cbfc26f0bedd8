package pmon.plugin.webhook;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.Optional;
import java.util.random.RandomGenerator;

/** Sends a message until it is taken, or that is hopeless. */
final class Delivery {
    /** A receiver that asks for more patience does not get it: what is told must not be old. */
    static final Duration LONGEST_WAIT_ASKED_FOR = Duration.ofMinutes(5);

    private final Backoff backoff;
    private final RandomGenerator random;
    private final Pause pause;
    private final Logger log;

    Delivery(Backoff backoff, RandomGenerator random, Pause pause, Logger log) {
        this.backoff = backoff;
        this.random = random;
        this.pause = pause;
        this.log = log;
    }

    /** Waits; false when there is no more time to. */
    interface Pause {
        boolean await(Duration time) throws InterruptedException;
    }

    /** True when it was taken. */
    boolean deliver(Message message, Sender sender) throws InterruptedException {
        for (int tries = 1; ; tries++) {
            switch (sender.send(message)) {
                case Answer.Taken() -> {
                    return true;
                }
                case Answer.Never(String why) -> {
                    return gaveUp(message, why, tries);
                }
                case Answer.Later(String why, var after) -> {
                    if (tries > backoff.retries() || !pause.await(delay(tries, after))) {
                        return gaveUp(message, why, tries);
                    }
                }
            }
        }
    }

    private Duration delay(int tries, Optional<Duration> asked) {
        Duration own = backoff.delay(tries, random);
        return asked.filter(time -> time.compareTo(own) > 0)
                .map(time -> time.compareTo(LONGEST_WAIT_ASKED_FOR) < 0 ? time : LONGEST_WAIT_ASKED_FOR)
                .orElse(own);
    }

    private boolean gaveUp(Message message, String why, int tries) {
        String often = tries == 1 ? "1 try" : tries + " tries";
        log.log(Level.WARNING, () -> "not told: " + message.title() + ", after " + often + ": " + why);
        return false;
    }
}
