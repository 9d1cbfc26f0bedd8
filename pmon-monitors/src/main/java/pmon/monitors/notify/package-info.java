/** Heeds what a program tells of itself, as it would tell systemd. */
@NullMarked
package pmon.monitors.notify;

import org.jspecify.annotations.NullMarked;
