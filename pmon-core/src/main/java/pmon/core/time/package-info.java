/** Moments and deadlines on a clock that is handed in. */
@NullMarked
package pmon.core.time;

import org.jspecify.annotations.NullMarked;
