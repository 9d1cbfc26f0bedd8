/** Writes programs as a process configuration, in the format and order that somebody wants. */
@NullMarked
package pmon.daemon.export;

import org.jspecify.annotations.NullMarked;
