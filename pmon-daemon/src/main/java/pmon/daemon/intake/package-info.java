/** Turns what a caller asked for into a change that the supervisor can decide: paths, users and environment resolved. */
@NullMarked
package pmon.daemon.intake;

import org.jspecify.annotations.NullMarked;
