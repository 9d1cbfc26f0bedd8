/** Checks of programs: what types there are, what people wrote for them, and having them done in time. */
@NullMarked
package pmon.daemon.monitor;

import org.jspecify.annotations.NullMarked;
