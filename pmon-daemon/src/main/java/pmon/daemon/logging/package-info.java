/** The daemon's own log. */
@NullMarked
package pmon.daemon.logging;

import org.jspecify.annotations.NullMarked;
