/** Where the daemon's files are, that they are safe to use, and that only one daemon uses them. */
@NullMarked
package pmon.daemon.place;

import org.jspecify.annotations.NullMarked;
