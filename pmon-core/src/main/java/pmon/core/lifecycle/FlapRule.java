package pmon.core.lifecycle;

import java.time.Duration;

/**
 * When a program flaps, in the terms of pmon3 ({@code flap_detection.*}).
 *
 * @param threshold so many automatic restarts within the countdown's length are allowed; what would be one more has to wait
 * @param countdown how long the backoff lasts; the restarts that count are at most this old
 * @param decrement each time so much of the backoff has passed, one restart is forgiven; zero forgives none
 */
public record FlapRule(int threshold, Duration countdown, Duration decrement) {
    public FlapRule {
        if (threshold < 1 || !countdown.isPositive() || decrement.isNegative()) {
            throw new IllegalArgumentException(
                    "not a rule for flapping: " + threshold + ", " + countdown + ", " + decrement);
        }
    }
}
