package pmon.api.process;

/**
 * An end that a running program is about to come to, once what depends on it and ends before it has ended, and after which it is started
 * again as far as its policy wants. One that is stopped for good is known by its {@link Goal}.
 *
 * @param cause why, a clause
 * @param counted whether it counts as a restart
 * @param unhealthy whether it is because of what its monitors found, so that it is a failure
 */
public record PendingEnd(String cause, boolean counted, boolean unhealthy) {}
