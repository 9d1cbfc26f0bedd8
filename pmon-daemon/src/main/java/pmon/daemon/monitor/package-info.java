/** Checks of programs: what types there are, and what people wrote for them. */
@NullMarked
package pmon.daemon.monitor;

import org.jspecify.annotations.NullMarked;
