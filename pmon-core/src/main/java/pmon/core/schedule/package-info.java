/** When a task is due that is run at times of day. */
@NullMarked
package pmon.core.schedule;

import org.jspecify.annotations.NullMarked;
